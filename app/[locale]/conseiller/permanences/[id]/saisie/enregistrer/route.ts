import { handleStaffForm } from "#app/staff-form.ts";
import { recordHalfDay } from "#lib/server/report/record-half-day.ts";
import { paperTotalsForm } from "#lib/wire/paper-totals.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The refusals that are about one field of the form. */
const FIELDS: Readonly<Record<string, string>> = { "more-than-received": "received", "nobody-on-sheet": "received" };

/** Records the totals of the paper sheet of a half-day, and leads to its summary. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string }> },
): Promise<Response> {
  const { locale, id } = await params;
  const half = `/conseiller/permanences/${encodeURIComponent(id)}`;
  return handleStaffForm(request, { locale, page: `${half}/saisie`, form: "totaux" }, async (actor, fields) => {
    const sent = paperTotalsForm.safeParse(fields);
    if (!sent.success) return { ok: false, refusals: refusalsOf(sent.error) };
    const { seen, ...totals } = sent.data;
    const done = await recordHalfDay(actor, id, { kind: "paper-totals", ...totals }, seen);
    if (!done.ok) return { ok: false, refusals: { [FIELDS[done.refusal] ?? "form"]: done.refusal } };
    return { ok: true, done: "halfDayRecorded", to: `${half}/bilan` };
  });
}
