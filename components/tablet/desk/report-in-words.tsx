import { useTranslations } from "next-intl";
import type { ReportFacts } from "#lib/queue/acts/report.ts";

/** Stands beside every theme of a procedure: of several it says nothing more. */
const PARENT = "aide_aux_demarches_administratives";

/** A report in the words of its form, in one line: « Argent, impôts · 30 min ». */
export function useReportInWords(): (facts: ReportFacts) => string {
  const t = useTranslations("tablet.report");
  const targets = useTranslations("tablet.refer");
  return ({ themes, minutes, redirect, autonomy, equipment, ageBand, gender, status }) =>
    [
      ...themes.filter((theme, _, all) => all.length === 1 || theme !== PARENT).map((theme) => t(`themes.${theme}`)),
      t("minutes", { minutes }),
      redirect && t("referred", { target: targets(redirect) }),
      autonomy && t(`autonomyLevels.${autonomy}`),
      ...equipment.map((one) => t(`equipmentKinds.${one}`)),
      ageBand && t(`ageBands.${ageBand}`),
      gender && t(`genders.${gender}`),
      status && t(`statuses.${status}`),
    ]
      .filter((said) => said !== undefined)
      .join(" · ");
}

/** What was typed in a report that does not count, to be copied from here. */
export function TypedReport({ report }: { report: ReportFacts }) {
  const t = useTranslations("tablet.report");
  const inWords = useReportInWords();
  return <p>{t("typed", { said: inWords(report) })}</p>;
}
