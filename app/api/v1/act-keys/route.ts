import { answer, handleStaff } from "#app/api/handle.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { lineLoginOf } from "#lib/server/auth/caller.ts";
import { saveActKey } from "#lib/server/queue/act-keys.ts";
import { problem } from "#lib/wire/problem.ts";
import { actKeyBody } from "#lib/wire/queue/signed-act.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Keeps the key with which this tablet signs the acts of who is signed in; `kept` is false when it makes another one.
 */
export async function POST(request: Request): Promise<Response> {
  return handleStaff(
    request,
    actKeyBody,
    async (actor, key) =>
      isForAnotherUser(request, actor) ? problem("sign-in-needed") : answer({ kept: await saveActKey(actor, key) }),
    lineLoginOf,
  );
}
