import { handleUnlimited } from "#app/api/handle.ts";
import { securityText } from "#lib/server/edge/security-text.ts";
import { clock } from "#lib/server/clock.ts";
import { env } from "#lib/server/env.ts";
import { problem } from "#lib/wire/problem.ts";

/** Whom to tell of a weakness of this installation (RFC 9116); 404 while the setting SECURITY_CONTACT names nobody. */
export const GET = (request: Request): Promise<Response> =>
  handleUnlimited(request, async () => {
    const text = securityText(env.SECURITY_CONTACT, env.APP_URL, clock.now());
    return text === undefined
      ? problem("not-found")
      : new Response(text, {
          headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
        });
  });
