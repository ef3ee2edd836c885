import { handleStaffForm } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import { renewInvitation, withdrawInvitation } from "#lib/server/auth/people/invite.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Renews an invitation or takes it back. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; invitation: string; acte: string }> },
): Promise<Response> {
  const { locale, invitation, acte } = await params;
  const of = { locale, page: "/coordination/equipe", form: `${acte}-${invitation}` };
  return handleStaffForm(request, of, async (actor) => {
    if (acte !== "renouveler" && acte !== "retirer") return { ok: false, refusals: { form: "malformed" } };
    const [done, outcome] =
      acte === "retirer"
        ? (["invitationWithdrawn", await withdrawInvitation(actor, invitation)] as const)
        : (["invitationRenewed", await renewInvitation(actor, invitation, teamLocaleOf(locale))] as const);
    return outcome.ok ? { ok: true, done } : { ok: false, refusals: { form: outcome.refusal } };
  });
}
