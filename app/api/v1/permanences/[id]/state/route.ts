import { admitted } from "#app/api/admitted.ts";
import { answer, handle } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { renewedLogin } from "#lib/server/auth/login.ts";
import { isForAnotherUser } from "#app/api/guard.ts";
import { readLine } from "#lib/server/queue/line-exchange.ts";
import { device } from "#lib/wire/queue/command.ts";
import { lineToWire } from "#lib/wire/queue/line.ts";
import { wrongFieldsOf } from "#lib/wire/api/wrong-fields.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * The line for the tablet. The request is also the tablet's heartbeat, and renews its session. `sentAll`: the device,
 * when it holds no unsent act of who asks.
 */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    if (isForAnotherUser(request, asked.actor)) return problem("sign-in-needed");
    const sentAll = device.optional().safeParse(new URL(request.url).searchParams.get("sentAll") ?? undefined);
    if (!sentAll.success) return problem("malformed", { detail: wrongFieldsOf(sentAll.error, "sentAll") });
    const { id } = await params;
    const read = await readLine(asked.actor, id, sentAll.data);
    if (!read.ok) return problem(read.refusal);
    const response = answer(lineToWire(read.value.state, read.value.timeZone));
    for (const cookie of await renewedLogin(request.headers)) response.headers.append("set-cookie", cookie);
    return response;
  });
}
