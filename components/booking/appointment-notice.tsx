import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { ShownState } from "#lib/booking/appointment-state.ts";
import type { Lateness } from "#lib/booking/lateness.ts";
import { never } from "#lib/result.ts";

/** What became of the appointment, in a sentence. Given up by herself it is no alarm; `late`: she may still come; `closedBefore`: nobody is there at her hour. */
export function AppointmentNotice({
  state,
  late,
  closedBefore = false,
}: {
  state: ShownState;
  late?: Lateness | undefined;
  closedBefore?: boolean | undefined;
}) {
  const t = useTranslations("appointment");
  const over = useTranslations("booking.over");
  if (closedBefore)
    return (
      <Notice tone="alert">
        <p>{over("title")}</p>
        <p className="font-normal">{t("cancelled.what")}</p>
      </Notice>
    );
  if (late !== undefined) return <Late late={late} />;
  switch (state) {
    case "booked":
    case "late":
      return <Notice tone="done">{t("noted")}</Notice>;
    case "checked-in":
      return (
        <Notice tone="done">
          <p>{t("here")}</p>
          <p className="font-normal">{t("hereWhat")}</p>
        </Notice>
      );
    case "cancelled-by-service":
      return (
        <Notice tone="alert">
          <p>{t("cancelled.byTeam")}</p>
          <p className="font-normal">{t("cancelled.what")}</p>
        </Notice>
      );
    case "cancelled-by-resident":
      return (
        <Notice>
          <p>{t("cancelled.title")}</p>
          <p className="font-normal">{t("cancelled.what")}</p>
        </Notice>
      );
    case "no-show":
    case "attended":
    case "awaiting-outcome":
      return (
        <Notice>
          <p>{t("past.title")}</p>
          <p className="font-normal">{t("past.what")}</p>
        </Notice>
      );
    default:
      return never(state);
  }
}

/** Nobody is turned away for being late, and nobody is told when. */
function Late({ late }: { late: Lateness }) {
  const t = useTranslations("appointment.late");
  return (
    <Notice tone={late === "passed" ? "warn" : "done"}>
      <p>{t(late)}</p>
      <p className="font-normal">{t(late === "due" ? "now" : "come")}</p>
    </Notice>
  );
}
