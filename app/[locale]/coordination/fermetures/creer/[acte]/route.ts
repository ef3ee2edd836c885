import {
  CONFIRM,
  lookAtClosure,
  saveClosureOfForm,
  SENTENCE,
} from "#app/[locale]/coordination/fermetures/closure-forms.ts";
import { handleStaffForm } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of a new closure: `voir` shows what it would do, `enregistrer` closes. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const isLook = acte === "voir";
  return handleStaffForm(
    request,
    { locale, page: "/coordination/fermetures/creer", form: isLook ? SENTENCE : CONFIRM },
    async (actor, fields) => {
      const held = await organisationOfPage(actor, "plan-half-days", fields["slug"]);
      if (!held) return { ok: false, refusals: { form: "not-allowed" } };
      if (isLook) return lookAtClosure(fields);
      return acte === CONFIRM
        ? saveClosureOfForm(actor, fields, { organisation: held.chosen.id })
        : { ok: false, refusals: { form: "malformed" } };
    },
  );
}
