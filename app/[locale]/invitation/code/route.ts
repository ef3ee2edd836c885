import { plainForm } from "#app/form.ts";
import { refuse } from "#lib/result.ts";
import { invitationOfCode } from "#lib/server/auth/people/accept-invitation.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { consume, giveBack } from "#lib/server/edge/rate-limit.ts";
import { organisationInvitationOfCode } from "#lib/server/organisation/accept-organisation.ts";

/**
 * Leads to the invitation of a typed code, to a role or to become an organisation. Wrong codes are counted by network
 * address (docs/api.md#limits).
 */
export const POST = plainForm(
  () => "/invitation",
  async ({ fields, headers }) => {
    const address = sharedAddressOf(headers);
    if ((await consume("invitation-code-tries", address)) !== undefined) return refuse("too-many-requests");
    const code = (await fields())?.["code"] ?? "";
    const role = await invitationOfCode(code);
    const organisation = await organisationInvitationOfCode(code);
    if (role === undefined && organisation === undefined) return refuse("code");
    await giveBack("invitation-code-tries", address);
    return { ok: true, to: role === undefined ? `/installation/${organisation}` : `/invitation/${role}` };
  },
  { said: (erreur) => ({ erreur }) },
);
