import { ABSENCE, actOnAbsence } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { handleStaffForm } from "#app/staff-form.ts";
import { ownOrganisationOfPage } from "#lib/server/auth/organisation-of-page.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of one's own absence. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const form = acte === "voir" ? ABSENCE : acte;
  return handleStaffForm(request, { locale, page: "/conseiller/absence", form }, async (actor, fields) => {
    const held = await ownOrganisationOfPage(actor, fields["slug"]);
    if (!held) return { ok: false, refusals: { form: "not-allowed" } };
    return actOnAbsence(actor, acte, fields, { organisation: held.chosen.id, account: actor.user });
  });
}
