import { useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { accessOf } from "#lib/schedule/permanence.ts";
import type { HeldHere } from "./held-here.ts";

/** On the card of a half-day where no numbers are given any more: that first, then what else to do. */
export function NoMoreNumbers({ held: { call, windows } }: { held: HeldHere }) {
  const t = useTranslations("place");
  return (
    <div>
      <p className="flex items-center gap-2 font-bold">
        <Icon name="warning" size={22} />
        {t("stopped")}
      </p>
      <p>{t("stoppedDo")}</p>
      <p>{t("stoppedKeep")}</p>
      {accessOf(windows) !== "walk-in" && <p>{t("stoppedBooked")}</p>}
      {call !== undefined && <CallLink phone={call} />}
    </div>
  );
}
