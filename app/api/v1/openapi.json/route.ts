import { answer, handle } from "#app/api/handle.ts";
import { env } from "#lib/server/env.ts";
import { openapi } from "#lib/wire/api/openapi.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

let description: ReturnType<typeof openapi> | undefined;

/** The OpenAPI description, built once from the schemas that parse the requests. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async () => answer((description ??= openapi(env.APP_URL))));
