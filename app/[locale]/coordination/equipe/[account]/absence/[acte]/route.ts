import { ABSENCE, actOnAbsence } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { handleStaffForm } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { absenceAddress, readTeamWeekAddress, teamWeekAddress } from "#lib/wire/team-week-address.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of somebody's absence. Where the query of the address has a week, they lead back to that week. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; account: string; acte: string }> },
): Promise<Response> {
  const { locale, account, acte } = await params;
  const query = new URL(request.url).searchParams;
  const beside = readTeamWeekAddress((name) => query.get(name) ?? undefined);
  const isBeside = beside.day !== undefined;
  const page = isBeside ? teamWeekAddress({ ...beside, person: account }) : absenceAddress(account, beside);
  return handleStaffForm(request, { locale, page, form: acte === "voir" ? ABSENCE : acte }, async (actor, fields) => {
    const held = await organisationOfPage(actor, "note-absence", beside.organisation ?? fields["slug"], "some-place");
    if (!held) return { ok: false, refusals: { form: "not-allowed" } };
    return actOnAbsence(actor, acte, fields, { organisation: held.chosen.id, account });
  });
}
