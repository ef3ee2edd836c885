import { answer, handleStaff } from "#app/api/handle.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { loginToSendOf } from "#lib/server/auth/caller.ts";
import { runSignedActs } from "#lib/server/queue/line-exchange.ts";
import { lineToWire } from "#lib/wire/queue/line.ts";
import { problem } from "#lib/wire/problem.ts";
import { signedActs } from "#lib/wire/queue/signed-act.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Applies acts that colleagues made on this tablet, in order and as theirs. Those whose author is not proven have no
 * result. A shared tablet whose half-day is over is answered without the line.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(
    request,
    signedActs,
    async (actor, { acts }) => {
      if (isForAnotherUser(request, actor)) return problem("sign-in-needed");
      const ran = await runSignedActs(actor, (await params).id, acts);
      if (!ran.ok) return problem(actor.only?.over ? "sign-in-needed" : ran.refusal);
      const { results, state, timeZone } = ran.value;
      return answer({ results, ...(!actor.only?.over && { state: lineToWire(state, timeZone) }) });
    },
    loginToSendOf,
  );
}
