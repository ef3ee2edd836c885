import { act, answerForm, changing } from "#app/staff-form.ts";
import { readHalfDaySummary } from "#lib/server/report/read-half-day-summary.ts";
import { recordHalfDay } from "#lib/server/report/record-half-day.ts";
import { fieldsOfTotals, paperTotalsForm, SHEET } from "#lib/wire/report/paper-totals.ts";

const halfDayOf = (id: string): string => `/conseiller/permanences/${encodeURIComponent(id)}`;

/** Records the totals of the paper sheet of a half-day, and leads to its summary. */
export const POST = answerForm(
  ({ part }) => `${halfDayOf(part("id"))}/saisie`,
  "totaux",
  changing(
    async ({ actor, part }) => {
      const read = await readHalfDaySummary(actor, part("id"));
      return read.ok ? fieldsOfTotals(read.value.recorded, read.value.version) : undefined;
    },
    act({
      form: paperTotalsForm,
      run: ({ actor, part, seen = "" }, totals) =>
        recordHalfDay(actor, part("id"), { kind: "paper-totals", ...totals }, seen),
      done: "halfDayRecorded",
      to: ({ part }) => `${halfDayOf(part("id"))}/bilan`,
    }),
    SHEET,
  ),
);
