import { CONFIRM } from "#app/[locale]/coordination/effect-first.ts";
import {
  DECLARE,
  HOLD_AGAIN,
  lookAtOwn,
  saveHeldAgain,
  saveOwn,
} from "#app/[locale]/(site)/conseiller/permanences/[id]/imprevu/own-disruption-forms.ts";
import { readOwnDisruption } from "#lib/server/planning/disruption/read-own.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms with which who holds a half-day says that it is not held, or ends early: `voir` shows what that does, `enregistrer` does it; `tenir` holds a cancelled one after all. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id, acte } = await params;
  const form = acte === "voir" ? DECLARE : acte === HOLD_AGAIN ? HOLD_AGAIN : CONFIRM;
  return handleStaffForm(
    request,
    { locale, page: `/conseiller/permanences/${id}/imprevu`, form },
    async (actor, fields) => {
      const read = await readOwnDisruption(actor, id);
      if (!read.ok) return { ok: false, refusals: { form: read.refusal } };
      if (acte === "voir") return lookAtOwn(fields, read.value);
      if (acte === HOLD_AGAIN) return saveHeldAgain(actor, fields, id);
      return acte === CONFIRM ? saveOwn(actor, fields, read.value) : { ok: false, refusals: { form: "malformed" } };
    },
  );
}
