import { z } from "zod";
import { answer, handle, handleStaff } from "#app/api/handle.ts";
import { readIdempotencyKey } from "#app/api/read-request.ts";
import { routing } from "#i18n/routing.ts";
import { organisationNamed } from "#lib/server/auth/organisation-named.ts";
import { createTopic } from "#lib/server/schedule/managed-topics.ts";
import { listTopics } from "#lib/server/schedule/read-topics.ts";
import { preferredLanguage } from "#lib/wire/api/accept-language.ts";
import { managedTopicBody } from "#lib/wire/schedule/topic-body.ts";
import { problem } from "#lib/wire/problem.ts";
import { topicsQuery } from "#lib/wire/schedule/topics.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The topics of a place or of all organisations, named in the language the caller asks for. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const language = preferredLanguage(request.headers.get("accept-language"), routing.locales);
    const asked = z.object(topicsQuery).safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return problem("malformed");
    const topics = await listTopics(language, asked.data.place);
    if (!topics.ok) return problem(topics.refusal);
    const response = answer({ topics: topics.value });
    response.headers.set("Content-Language", language);
    response.headers.set("Vary", "Accept-Language");
    return response;
  });
}

/** Makes a topic of an organisation, for its coordinators and administrators. */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(request, managedTopicBody, async (actor, { organisation, ...typed }) => {
    const key = readIdempotencyKey(request);
    if (!key.ok) return problem(key.refusal);
    const made = await createTopic(actor, await organisationNamed(organisation), typed, key.value);
    if (made.ok) return answer({ key: made.value }, 201);
    // A topic without a French name: a form has a field to say it beside, a body is not well formed.
    return problem(made.refusal === "missing" ? "malformed" : made.refusal);
  });
}
