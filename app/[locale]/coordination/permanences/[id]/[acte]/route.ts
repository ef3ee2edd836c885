import { lookAtHalfDay, saveHalfDay } from "#app/[locale]/coordination/permanences/save-half-day.ts";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { cancelPermanence, type CancelPermanenceRefusal } from "#lib/server/planning/cancel-permanence.ts";
import { readPlannedHalfDay } from "#lib/server/planning/series/read-half-day.ts";
import { reason } from "#lib/wire/booking.ts";
import type { StaffRefusal } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Which form of the page each address is of. */
const FORMS: Readonly<Record<string, string>> = {
  voir: "regle",
  revenir: "revenir",
  enregistrer: "enregistrer",
  annuler: "annuler",
};

/** The forms of a half-day: `voir` and `revenir` show what a change would do, `enregistrer` saves it, `annuler` cancels the half-day. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/coordination/permanences/${id}`, form: FORMS[acte] ?? acte },
    async (actor, fields) => {
      const read = await readPlannedHalfDay(actor, id);
      if (!read.ok) return { ok: false, refusals: { form: "not-found" } };
      const of = { organisation: read.value.organisation.id, permanence: id };
      if (acte === "enregistrer") return saveHalfDay(actor, fields, of, locale);
      if (acte === "annuler") return cancel(actor, id, fields["reason"] ?? "");
      return FORMS[acte] === undefined
        ? { ok: false, refusals: { form: "malformed" } }
        : lookAtHalfDay(fields, of, locale);
    },
  );
}

async function cancel(actor: StaffActor, permanence: string, typed: string): Promise<StaffOutcome> {
  const said = reason.safeParse(typed.trim());
  if (!said.success) return { ok: false, refusals: { reason: typed.trim() === "" ? "missing" : "malformed" } };
  const cancelled = await cancelPermanence(actor, { permanence, preview: false, reason: said.data });
  if (!cancelled.ok) {
    const [field, code] = CANCELLING[cancelled.refusal];
    return { ok: false, refusals: { [field]: code } };
  }
  return { ok: true, done: "halfDayCancelled" };
}

const CANCELLING: Readonly<Record<CancelPermanenceRefusal, readonly [string, StaffRefusal]>> = {
  "not-found": ["form", "not-found"],
  "not-allowed": ["form", "not-allowed"],
  "permanence-closed": ["form", "half-day-over"],
  "desk-busy": ["form", "table-busy"],
  "state-changed": ["form", "state-changed"],
  "personal-number-refused": ["reason", "personal-number-refused"],
};
