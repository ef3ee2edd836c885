import { getTranslations } from "next-intl/server";
import { handleStaffForm } from "#app/staff-form.ts";
import { localeOf } from "#i18n/routing.ts";
import type { PaperFault } from "#lib/report/paper-rows.ts";
import { recordPaperRows } from "#lib/server/report/record-half-day.ts";
import { cellField, MORE_ROWS, turnedAwayOf, typedRowsOf } from "#lib/wire/paper-rows.ts";
import type { FieldRefusals } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Records the rows of the paper sheet of a half-day, and leads to its summary; asked for more rows it shows the form again with everything that was typed. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { locale, id } = await params;
  const half = `/conseiller/permanences/${encodeURIComponent(id)}`;
  return handleStaffForm(request, { locale, page: `${half}/saisie/lignes`, form: "lignes" }, async (actor, fields) => {
    if (MORE_ROWS in fields) return { ok: false, refusals: {} };
    const away = turnedAwayOf(fields);
    if (!away.ok) return away;
    const rows = typedRowsOf(fields);
    const done = await recordPaperRows(actor, id, { rows, turnedAway: away.value }, fields["seen"] ?? "");
    if (done.ok) return { ok: true, done: "halfDayRecorded", to: `${half}/bilan` };
    if (done.refusal === "rows-at-fault") return { ok: false, refusals: await sayFaults(done.faults, locale) };
    const field = done.refusal === "nobody-on-sheet" ? cellField("given", 1) : "form";
    return { ok: false, refusals: { [field]: done.refusal } };
  });
}

/** Each fault in a sentence that names its person, beside its cell: the list at the top has those of all rows. */
async function sayFaults(faults: readonly PaperFault[], asked: string): Promise<FieldRefusals> {
  const locale = localeOf(asked);
  const [t, columns] = [
    await getTranslations({ locale, namespace: "figures.rows" }),
    await getTranslations({ locale, namespace: "paperSheet.columns" }),
  ];
  return Object.fromEntries(
    faults.map(({ row, number, column, why }) => {
      const who = number === "" ? t("row", { row: row + 1 }) : t("person", { number });
      const name = column === "state" ? t("state") : columns(column);
      return [cellField(column, row + 1), { said: t(`faults.${why}`, { who, column: name }) }];
    }),
  );
}
