import { z } from "zod";
import { answer, handle } from "#app/api/handle.ts";
import { wrongQuery } from "#app/api/read-request.ts";
import { routing } from "#i18n/routing.ts";
import { listTopics } from "#lib/server/schedule/read-topics.ts";
import { preferredLanguage } from "#lib/wire/api/accept-language.ts";
import { problem } from "#lib/wire/problem.ts";
import { topicsQuery } from "#lib/wire/schedule/topics.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The topics of a place or of all organisations, named in the language the caller asks for. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const language = preferredLanguage(request.headers.get("accept-language"), routing.locales);
    const asked = z.object(topicsQuery).safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) return wrongQuery(request, topicsQuery);
    const topics = await listTopics(language, asked.data.place);
    if (!topics.ok) return problem(topics.refusal);
    const response = answer({ topics: topics.value });
    response.headers.set("Content-Language", language);
    response.headers.set("Vary", "Accept-Language");
    return response;
  });
}
