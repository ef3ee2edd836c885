import { getTranslations } from "next-intl/server";
import { answerForm, changing } from "#app/staff-form.ts";
import type { Locale } from "#i18n/routing.ts";
import type { PaperFault } from "#lib/report/paper-rows.ts";
import { readHalfDaySummary } from "#lib/server/report/read-half-day-summary.ts";
import { recordPaperRows } from "#lib/server/report/record-half-day.ts";
import { cellField, fieldsOfRows, MORE_ROWS, turnedAwayOf, typedRowsOf } from "#lib/wire/report/paper-rows.ts";
import { SHEET } from "#lib/wire/report/paper-totals.ts";
import { refusedBeside, type FieldRefusals } from "#lib/wire/staff-form.ts";

const halfDayOf = (id: string): string => `/conseiller/permanences/${encodeURIComponent(id)}`;

/**
 * Records the rows of the paper sheet of a half-day, and leads to its summary; asked for more rows it shows the form
 * again with everything that was typed.
 */
export const POST = answerForm(
  ({ part }) => `${halfDayOf(part("id"))}/saisie/lignes`,
  "lignes",
  changing(
    async ({ actor, part }) => {
      const read = await readHalfDaySummary(actor, part("id"));
      if (!read.ok) return undefined;
      const { recorded, version, held } = read.value;
      return fieldsOfRows(recorded, version, held.timeZone);
    },
    async ({ actor, fields, part, seen = "", locale }) => {
      if (MORE_ROWS in fields) return { ok: false, refusals: {} };
      const away = turnedAwayOf(fields);
      if (!away.ok) return away;
      const rows = typedRowsOf(fields);
      const done = await recordPaperRows(actor, part("id"), { rows, turnedAway: away.value }, seen);
      if (done.ok) return { ok: true, done: "halfDayRecorded", to: `${halfDayOf(part("id"))}/bilan` };
      if (done.refusal === "rows-at-fault") return { ok: false, refusals: await sayFaults(done.faults, locale) };
      return { ok: false, refusals: refusedBeside(done.refusal, { "nobody-on-sheet": cellField("given", 1) }) };
    },
    SHEET,
  ),
);

/** Each fault in a sentence that names its person, beside its cell: the list at the top has those of all rows. */
async function sayFaults(faults: readonly PaperFault[], locale: Locale): Promise<FieldRefusals> {
  const t = await getTranslations({ locale, namespace: "figures.rows" });
  const columns = await getTranslations({ locale, namespace: "paperSheet.columns" });
  return Object.fromEntries(
    faults.map(({ row, number, column, why }) => {
      const who = number === "" ? t("row", { row: row + 1 }) : t("person", { number });
      const name = column === "state" ? t("state") : columns(column);
      return [cellField(column, row + 1), { said: t(`faults.${why}`, { who, column: name }) }];
    }),
  );
}
