import { CONFIRM } from "#app/[locale]/coordination/effect-first.ts";
import { lookAtClosure, saveClosureOfForm, SENTENCE } from "#app/[locale]/coordination/fermetures/closure-forms.ts";
import { handleStaffForm } from "#app/staff-form.ts";
import { giveHalfDayBack } from "#lib/server/planning/closures/give-half-day-back.ts";
import { giveHalfDaysBack } from "#lib/server/planning/closures/give-half-days-back.ts";
import { liftClosure } from "#lib/server/planning/closures/lift-closure.ts";
import { readClosure } from "#lib/server/planning/closures/read-closures.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * The forms of a closure: `voir` shows what a change would do, `enregistrer` saves it, and cancels again what could not be; `rouvrir` lifts it;
 * `retablir` gives back one half-day that it cancelled, `tout-retablir` all of them.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id: closure, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/coordination/fermetures/${closure}`, form: acte === "voir" ? SENTENCE : acte },
    async (actor, fields) => {
      const read = await readClosure(actor, closure);
      if (!read.ok) return { ok: false, refusals: { form: read.refusal } };
      const organisation = read.value.organisation.id;
      if (acte === "voir") return lookAtClosure(fields);
      if (acte === CONFIRM) return saveClosureOfForm(actor, fields, { organisation, closure });
      if (acte === "rouvrir") {
        const lifted = await liftClosure(actor, { organisation, closure, preview: false, seen: fields["seen"] ?? "" });
        if (lifted.ok) return { ok: true, done: "closureLifted" };
        return {
          ok: false,
          refusals: { form: lifted.refusal === "changed-meanwhile" ? "effect-changed" : lifted.refusal },
        };
      }
      if (acte === "tout-retablir") {
        const all = await giveHalfDaysBack(actor, { closure, seen: fields["seen"] ?? "" });
        if (!all.ok)
          return {
            ok: false,
            refusals: { form: all.refusal === "changed-meanwhile" ? "effect-changed" : all.refusal },
          };
        const { refused, cancelledAppointments } = all.value;
        if (refused.length > 0) return { ok: true, done: "halfDaysBackInPart" };
        return { ok: true, done: cancelledAppointments > 0 ? "halfDaysBackToCall" : "halfDaysBack" };
      }
      if (acte !== "retablir") return { ok: false, refusals: { form: "malformed" } };
      const given = await giveHalfDayBack(actor, fields["permanence"] ?? "");
      if (!given.ok) return { ok: false, refusals: { form: given.refusal } };
      return { ok: true, done: given.value.cancelledAppointments > 0 ? "halfDayBackToCall" : "halfDayBack" };
    },
  );
}
