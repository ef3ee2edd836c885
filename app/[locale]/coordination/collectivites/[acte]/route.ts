import { handleStaffForm } from "#app/staff-form.ts";
import { teamLocaleOf } from "#i18n/team-pages.ts";
import {
  inviteOperator,
  renewOperatorInvitation,
  withdrawOperatorInvitation,
} from "#lib/server/planning/operators/invite-operator.ts";
import { setOwnHost } from "#lib/server/planning/operators/own-host.ts";
import { operatorInviteForm } from "#lib/wire/new-operator.ts";
import { refusalsOf } from "#lib/wire/staff-form.ts";

export const dynamic = "force-dynamic";

/** Invites an organisation to the installation, renews an invitation or takes it back, or says the host name of an operator. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const page = "/coordination/collectivites";
  if (acte === "retirer")
    return handleStaffForm(request, { locale, page, form: "retirer" }, async (actor, { invitation = "" }) => {
      const done = await withdrawOperatorInvitation(actor, invitation);
      return done.ok ? { ok: true, done: "invitationWithdrawn" } : { ok: false, refusals: { form: done.refusal } };
    });
  if (acte === "adresse")
    return handleStaffForm(request, { locale, page, form: "adresse" }, async (actor, { operator = "", host = "" }) => {
      const done = await setOwnHost(actor, { operator, host });
      if (done.ok) return { ok: true, done: "hostSaved" };
      const isOfField = done.refusal !== "not-allowed" && done.refusal !== "not-found";
      return { ok: false, refusals: { [isOfField ? "host" : "form"]: done.refusal } };
    });
  if (acte === "renouveler")
    return handleStaffForm(request, { locale, page, form: "renouveler" }, async (actor, { invitation = "" }) => {
      const done = await renewOperatorInvitation(actor, invitation, teamLocaleOf(locale));
      return done.ok ? { ok: true, done: "invitationRenewed" } : { ok: false, refusals: { form: done.refusal } };
    });
  return handleStaffForm(request, { locale, page, form: "inviter" }, async (actor, fields) => {
    if (acte !== "inviter") return { ok: false, refusals: { form: "malformed" } };
    const typed = operatorInviteForm.safeParse({ email: "", ...fields });
    if (!typed.success) return { ok: false, refusals: refusalsOf(typed.error) };
    const made = await inviteOperator(actor, typed.data, teamLocaleOf(locale));
    if (made.ok) return { ok: true, done: "invited" };
    return { ok: false, refusals: { [made.refusal === "already-invited" ? "email" : "form"]: made.refusal } };
  });
}
