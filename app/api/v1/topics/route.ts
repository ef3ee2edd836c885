import { answer, handle } from "#app/api/handle.ts";
import { routing } from "#i18n/routing.ts";
import { listTopics } from "#lib/server/schedule/read-topics.ts";
import { preferredLanguage } from "#lib/wire/accept-language.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The topics, named in the language the caller asks for. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const language = preferredLanguage(request.headers.get("accept-language"), routing.locales);
    const response = answer({ topics: await listTopics(language) });
    response.headers.set("Content-Language", language);
    response.headers.set("Vary", "Accept-Language");
    return response;
  });
}
