import { handleStaff, noContent } from "#app/api/handle.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { deactivateAccount } from "#lib/server/auth/people/change-roles.ts";
import { deactivateBody } from "#lib/wire/access/managed-people.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Ends every role of somebody in an organisation; sent again it answers the same. */
export async function POST(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  return handleStaff(request, deactivateBody, async (actor, { organisation: name }) => {
    const organisation = await organisationNamed(name);
    const ended = await deactivateAccount(actor, { organisation, account: (await params).account });
    return ended.ok ? noContent() : problem(ended.refusal);
  });
}
