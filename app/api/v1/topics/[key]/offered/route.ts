import { handleStaff, noContent } from "#app/api/handle.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { switchTopic, switchTopicAt } from "#lib/server/schedule/managed-topics.ts";
import { offerTopicBody } from "#lib/wire/schedule/topic-body.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Switches a topic of an organisation off or on, everywhere or at one place; sent again it answers the same. */
export async function POST(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  return handleStaff(request, offerTopicBody, async (actor, { organisation: name, offered, place }) => {
    const organisation = await organisationNamed(name);
    const { key } = await params;
    const done =
      place === undefined
        ? await switchTopic(actor, organisation, key, offered)
        : await switchTopicAt(actor, organisation, key, { place, offered });
    return done.ok ? noContent() : problem(done.refusal);
  });
}
