import { answer, handleStaff } from "#app/api/handle.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { senderOfActs } from "#lib/server/auth/caller.ts";
import { withBuild } from "#lib/server/build-id.ts";
import { runCommands } from "#lib/server/queue/line-exchange.ts";
import { commands } from "#lib/wire/queue/command.ts";
import { lineToWire } from "#lib/wire/queue/line.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Applies a tablet's commands in order and answers the outcome of each, with the resulting line; without it to a shared
 * tablet whose half-day is over, which may read it no more. A header names the build.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(
    request,
    commands,
    async (actor, body) => {
      if (isForAnotherUser(request, actor)) return problem("sign-in-needed");
      const ran = await runCommands(actor, (await params).id, body.commands);
      if (!ran.ok) return problem(actor.only?.over ? "sign-in-needed" : ran.refusal);
      const { results, state, timeZone } = ran.value;
      return answer({ results, ...(!actor.only?.over && { state: lineToWire(state, timeZone) }) });
    },
    senderOfActs,
  ).then(withBuild);
}
