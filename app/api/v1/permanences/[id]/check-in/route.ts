import { admitted } from "#app/api/admitted.ts";
import { handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-request.ts";
import { answerNumber } from "#app/api/v1/answer-number.ts";
import { staffOrDeviceOf } from "#lib/server/auth/caller.ts";
import { arrive } from "#lib/server/booking/offers/arrive.ts";
import { checkInAtTheDoor } from "#lib/server/queue/check-in-at-the-door.ts";
import { checkInBody } from "#lib/wire/queue/visit.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Checks in a booked resident at the door, by their hour or code. Sent again it answers the same number. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOrDeviceOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const { actor } = asked;
    const body = await readJson(request, checkInBody);
    if (!body.ok) return body.refusal;
    const here = await checkInAtTheDoor(actor, (await params).id, body.value, arrive);
    if (here.ok) return answerNumber(here.value.secret, here.value.again ? 200 : 201);
    return "seconds" in here ? problem(here.refusal, {}, here.seconds) : problem(here.refusal);
  });
}
