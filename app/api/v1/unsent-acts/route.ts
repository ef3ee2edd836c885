import { handleStaff, noContent } from "#app/api/handle.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { loginToSendOf } from "#lib/server/auth/caller.ts";
import { saveUnsentActs } from "#lib/server/queue/unsent-acts.ts";
import { problem } from "#lib/wire/problem.ts";
import { unsentActsBody } from "#lib/wire/queue/signed-act.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Takes down which acts of others this tablet holds that who is signed in cannot send; in place of what it said before.
 */
export async function PUT(request: Request): Promise<Response> {
  return handleStaff(
    request,
    unsentActsBody,
    async (actor, { device, held }) => {
      if (isForAnotherUser(request, actor)) return problem("sign-in-needed");
      await saveUnsentActs(device, held);
      return noContent();
    },
    loginToSendOf,
  );
}
