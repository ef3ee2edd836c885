import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { NOT_HELD_BECAUSE } from "#lib/report/half-day-record.ts";
import type { Result } from "#lib/result.ts";
import { mailSummary } from "#lib/server/report/mail-of-summary.ts";
import { recordHalfDay, withdrawRecord, type RecordRefusal } from "#lib/server/report/record-half-day.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Of a half-day that is over: « Personne n’est venu » (`personne`), « Pas tenue » with its reason (`pas-tenue`, its field `why`), and taking back what was recorded (`retirer`). Of any: the summary by mail to oneself (`envoyer`). */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id, acte } = await params;
  const page = `/conseiller/permanences/${encodeURIComponent(id)}/bilan`;
  return handleStaffForm(request, { locale, page, form: acte }, async (actor, { seen = "", why: said }) => {
    if (acte === "envoyer") return outcomeOf(await mailSummary(actor, id), "summaryMailed");
    if (acte === "retirer") return outcomeOf(await withdrawRecord(actor, id, seen), "halfDayRecordWithdrawn");
    if (acte === "personne")
      return outcomeOf(await recordHalfDay(actor, id, { kind: "held-with-nobody" }, seen), "halfDayRecorded");
    if (acte !== "pas-tenue") return { ok: false, refusals: { form: "not-found" } };
    const why = NOT_HELD_BECAUSE.find((one) => one === said);
    if (why === undefined) return { ok: false, refusals: { form: "malformed" } };
    return outcomeOf(await recordHalfDay(actor, id, { kind: "not-held", why }, seen), "halfDayRecorded");
  });
}

const outcomeOf = (done: Result<void, RecordRefusal | "nothing-sent">, key: string): StaffOutcome =>
  done.ok ? { ok: true, done: key } : { ok: false, refusals: { form: done.refusal } };
