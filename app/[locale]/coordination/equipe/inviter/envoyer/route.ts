import { inviteFromForm } from "#app/[locale]/coordination/equipe/inviter/invite-from-form.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Invites somebody, and leads to the list, where the address and the code of the invitation stand. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  const page = "/coordination/equipe/inviter";
  return handleStaffForm(request, { locale, page, form: "invite" }, (actor, fields) => {
    const of = new URLSearchParams({ organisation: fields["slug"] ?? "" });
    return inviteFromForm(actor, fields, { locale, to: `/coordination/equipe?${of}` });
  });
}
