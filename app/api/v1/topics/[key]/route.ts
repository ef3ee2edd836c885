import { handleStaff, noContent } from "#app/api/handle.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { changeTopic } from "#lib/server/schedule/managed-topics.ts";
import { managedTopicBody } from "#lib/wire/schedule/topic-body.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Says anew what an organisation says of a topic; sent again it answers the same. */
export async function PUT(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return handleStaff(request, managedTopicBody, async (actor, { organisation, ...typed }) => {
    const changed = await changeTopic(actor, await organisationNamed(organisation), (await params).key, typed);
    if (changed.ok) return noContent();
    // A program names no version that it has seen, so it is never refused for another.
    return problem(changed.refusal === "changed-meanwhile" ? "state-changed" : changed.refusal);
  });
}
