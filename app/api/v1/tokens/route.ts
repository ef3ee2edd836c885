import { admitted } from "#app/api/admitted.ts";
import { answer, handle } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { listOwnTokens } from "#lib/server/auth/own-tokens.ts";
import { problem } from "#lib/wire/problem.ts";
import { tokenToWire } from "#lib/wire/access/token.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The tokens of whoever is signed in, with their last use. */
export async function GET(request: Request): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const tokens = await listOwnTokens(asked.actor);
    return tokens.ok ? answer({ tokens: tokens.value.map(tokenToWire) }) : problem(tokens.refusal);
  });
}
