import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";

/**
 * Leads to the list of reports to write, where no card does any more (docs/reports.md#report). Nothing before anybody
 * was helped, on a shared tablet or in practice, nor while the server does not answer: the list is not kept on the
 * device.
 */
export function ReportsLink() {
  const t = useTranslations("tablet.report");
  const { site, state, outOfReach } = useTablet();
  if (site.reports === undefined || outOfReach || !state.visits.some((visit) => visit.state === "done")) return null;
  return (
    <a href={site.reports} className={buttonClass("ghost")}>
      {t("list")}
    </a>
  );
}
