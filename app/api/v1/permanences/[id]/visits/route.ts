import { admitted } from "#app/api/admitted.ts";
import { handle } from "#app/api/handle.ts";
import { readJson, readIdempotencyKey } from "#app/api/read-request.ts";
import { answerNumber } from "#app/api/v1/answer-number.ts";
import { staffOrDeviceOf } from "#lib/server/auth/caller.ts";
import { doorOfSecret } from "#lib/server/place/door.ts";
import { numbersOfAddress } from "#lib/server/queue/numbers-of-address.ts";
import { nextWindowOf, takeNumber } from "#lib/server/queue/take-number.ts";
import { problem } from "#lib/wire/problem.ts";
import { takeNumberBody } from "#lib/wire/queue/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Gives a number on site: to staff by their session, to an enrolled kiosk, or to a phone by the secret of the door. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const permanence = (await params).id;
    const body = await readJson(request, takeNumberBody);
    if (!body.ok) return body.refusal;
    const key = readIdempotencyKey(request);
    if (!key.ok) return key.refusal;
    const { door, ...person } = body.value;
    const atDoor = door === undefined ? undefined : await doorOfSecret(door);
    if (door !== undefined && !atDoor) return problem("not-allowed");
    const asked = await admitted(request, atDoor?.actor ?? (await staffOrDeviceOf(request.headers)));
    if (!asked.ok) return asked.refusal;
    const taken = await takeNumber(
      asked.actor,
      { permanence, ...person },
      key.value,
      atDoor && numbersOfAddress(request.headers, permanence),
    );
    if (!taken.ok)
      return problem(taken.refusal, taken.refusal === "outside-window" ? { next: await nextWindowOf(permanence) } : {});
    return answerNumber(taken.value.secret, 201);
  });
}
