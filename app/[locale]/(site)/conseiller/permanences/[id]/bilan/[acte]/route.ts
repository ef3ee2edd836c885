import { act, answerForms } from "#app/staff-form.ts";
import { mailSummary } from "#lib/server/report/mail-of-summary.ts";
import { recordHalfDay, withdrawRecord } from "#lib/server/report/record-half-day.ts";
import { notHeldForm } from "#lib/wire/report/paper-totals.ts";

/**
 * The forms of the summary. Of a half-day that is over: « Personne n’est venu » (`personne`), « Pas tenue » with its
 * reason (`pas-tenue`), and taking back what was recorded (`retirer`). Of any: the summary by mail to oneself
 * (`envoyer`).
 */
export const POST = answerForms(
  ({ part }) => `/conseiller/permanences/${encodeURIComponent(part("id"))}/bilan`,
  {
    envoyer: act({ run: ({ actor, part }) => mailSummary(actor, part("id")), done: "summaryMailed" }),
    retirer: act({
      run: ({ actor, part, text }) => withdrawRecord(actor, part("id"), text("seen")),
      done: "halfDayRecordWithdrawn",
    }),
    personne: act({
      run: ({ actor, part, text }) => recordHalfDay(actor, part("id"), { kind: "held-with-nobody" }, text("seen")),
      done: "halfDayRecorded",
    }),
    "pas-tenue": act({
      form: notHeldForm,
      run: ({ actor, part, text }, { why }) =>
        recordHalfDay(actor, part("id"), { kind: "not-held", why }, text("seen")),
      done: "halfDayRecorded",
    }),
  },
  (acte) => acte,
  "not-found",
);
