import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { Offer } from "#lib/schedule/offer.ts";
import type { HeldHere } from "./held-here.ts";
import { NextTime } from "./next-time.tsx";

/** Nothing is open: why, and where the next help is. `chosen`: the reader had narrowed the list. */
export function NothingNow({ offer, chosen, sunday }: { offer: Offer<HeldHere>; chosen: boolean; sunday: boolean }) {
  const t = useTranslations("home");
  const next = offer.today[0] ?? offer.days[0]?.held[0];
  if (!next) {
    return (
      <Notice>
        <p>{chosen ? t("nothingFor") : t("nothingSoon")}</p>
        <p className="font-normal">{t("callUs")}</p>
      </Notice>
    );
  }
  return (
    <Notice>
      <p>{sunday ? t("sunday") : t("nothingNow")}</p>
      <p className="font-normal">{t("nextIs")}</p>
      <NextTime held={next} />
    </Notice>
  );
}
