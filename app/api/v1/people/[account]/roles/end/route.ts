import { handleStaff, noContent } from "#app/api/handle.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { endRole } from "#lib/server/auth/people/change-roles.ts";
import { endRoleBody } from "#lib/wire/access/managed-people.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Ends a role of somebody at once; sent again it answers the same. */
export async function POST(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  return handleStaff(request, endRoleBody, async (actor, { organisation: name, role }) => {
    const organisation = await organisationNamed(name);
    const ended = await endRole(actor, { organisation, account: (await params).account }, role);
    return ended.ok ? noContent() : problem(ended.refusal);
  });
}
