import { REPORT_ACTS, REPORTS } from "#app/[locale]/(site)/conseiller/comptes-rendus/report-forms.ts";
import { answerForms } from "#app/staff-form.ts";

/** The form of one activity report: writes, corrects or takes it back. */
export const POST = answerForms(
  ({ part }) => `${REPORTS}/${encodeURIComponent(part("id"))}`,
  REPORT_ACTS,
  (acte) => acte,
  "not-found",
);
