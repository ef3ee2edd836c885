import { z } from "zod";
import { admitted } from "#app/api/admitted.ts";
import { answer, handle } from "#app/api/handle.ts";
import { wrongQuery } from "#app/api/read-request.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { readPeople } from "#lib/server/auth/people/read-people.ts";
import { invitationToWire, peopleQuery, personToWire } from "#lib/wire/access/managed-people.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The people of an organisation and its open invitations, for its coordinators and administrators. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const query = z.object(peopleQuery).safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return wrongQuery(request, peopleQuery);
    const read = await readPeople(asked.actor, await organisationNamed(query.data.organisation));
    if (!read.ok) return problem(read.refusal);
    const { people, invitations } = read.value;
    return answer({ people: people.map(personToWire), invitations: invitations.map(invitationToWire) });
  });
}
