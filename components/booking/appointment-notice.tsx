import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { ShownState } from "#lib/booking/appointment-state.ts";

/** What became of the appointment, in a sentence. */
export function AppointmentNotice({ state }: { state: ShownState }) {
  const t = useTranslations("appointment");
  switch (state) {
    case "booked":
    case "late":
      return <Notice tone="done">{t("noted")}</Notice>;
    case "checked-in":
      return <Notice tone="done">{t("here")}</Notice>;
    case "cancelled-by-service":
      return <Notice tone="alert"><p>{t("cancelled.byTeam")}</p><p className="font-normal">{t("cancelled.what")}</p></Notice>;
    case "cancelled-by-resident":
      return <Notice tone="alert"><p>{t("cancelled.title")}</p><p className="font-normal">{t("cancelled.what")}</p></Notice>;
    case "no-show":
    case "attended":
    case "awaiting-outcome":
      return <Notice><p>{t("past.title")}</p><p className="font-normal">{t("past.what")}</p></Notice>;
    default:
      return state satisfies never;
  }
}
