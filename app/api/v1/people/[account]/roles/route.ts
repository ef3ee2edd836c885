import { handleStaff, noContent } from "#app/api/handle.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { giveRole } from "#lib/server/auth/people/change-roles.ts";
import { endOfDay } from "#lib/server/auth/people/role-wanted.ts";
import { giveRoleBody } from "#lib/wire/access/managed-people.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Gives a role to somebody of an organisation, or changes it; sent again it answers the same. */
export async function POST(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  return handleStaff(request, giveRoleBody, async (actor, { organisation: name, endsOn, ...wanted }) => {
    const organisation = await organisationNamed(name);
    const endsAt = endsOn === undefined ? undefined : await endOfDay(organisation, endsOn);
    const given = await giveRole(actor, { organisation, account: (await params).account }, { ...wanted, endsAt });
    return given.ok ? noContent() : problem(given.refusal);
  });
}
