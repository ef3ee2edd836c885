import { handleForm, seeOther } from "#app/form.ts";
import { readForm } from "#app/api/read-request.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { invitationOfCode } from "#lib/server/auth/people/accept-invitation.ts";
import { sharedAddressOf } from "#lib/server/edge/address-of.ts";
import { consume, giveBack } from "#lib/server/edge/rate-limit.ts";
import { operatorInvitationOfCode } from "#lib/server/organisation/accept-operator.ts";

/** Leads to the invitation of a typed code, to a role or to become an operator. Wrong codes are counted by network address (docs/api.md#limits). */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  const back = (erreur: string): Response =>
    seeOther(`${getPathname({ href: "/invitation", locale })}?${new URLSearchParams({ erreur })}`);
  return handleForm(request, back, async () => {
    const address = sharedAddressOf(request.headers);
    if ((await consume("invitation-code-tries", address)) !== undefined) return back("too-many-requests");
    const code = (await readForm(request))?.["code"] ?? "";
    const [role, operator] = [await invitationOfCode(code), await operatorInvitationOfCode(code)];
    if (role === undefined && operator === undefined) return back("code");
    await giveBack("invitation-code-tries", address);
    const href = role === undefined ? `/installation/${operator}` : `/invitation/${role}`;
    return seeOther(getPathname({ href, locale }));
  });
}
