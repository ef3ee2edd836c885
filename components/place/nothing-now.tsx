import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";
import type { Narrowed } from "#lib/schedule/choice.ts";
import { nextOf, type Offer } from "#lib/schedule/offer.ts";
import type { HeldHere } from "./held-here.ts";
import { NextTime } from "./next-time.tsx";
import { YourChoice } from "./your-choice.tsx";

/** Nothing is open: why, and where the next help is, or whom to call (`telephone`). `chosen`: what the reader narrowed the list to. */
export function NothingNow({
  offer,
  chosen,
  sunday,
  telephone,
}: {
  offer: Offer<HeldHere>;
  chosen: Narrowed;
  sunday: boolean;
  telephone: ReactNode;
}) {
  const t = useTranslations("home");
  const next = nextOf(offer);
  const isChosen = Object.keys(chosen).length > 0;
  if (!next) {
    return (
      <>
        <Notice>
          <p>{isChosen ? t("nothingFor") : t("nothingSoon")}</p>
          <YourChoice chosen={chosen} />
        </Notice>
        <div>
          <p>{t("callUs")}</p>
          {telephone}
        </div>
      </>
    );
  }
  return (
    <Notice>
      <p>{isChosen ? t("nothingForNow") : t(sunday ? "sunday" : "nothingNow")}</p>
      <YourChoice chosen={chosen} />
      <p className="font-normal">{t("nextIs")}</p>
      <NextTime held={next} today={offer.today.includes(next)} />
    </Notice>
  );
}
