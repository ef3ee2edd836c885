import { admitted } from "#app/api/admitted.ts";
import { handle } from "#app/api/handle.ts";
import { answerNumber } from "#app/api/v1/answer-number.ts";
import { staffOrDeviceOf } from "#lib/server/auth/caller.ts";
import { arrive } from "#lib/server/booking/offers/arrive.ts";
import { checkInBySecret } from "#lib/server/queue/check-in.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Checks in a resident who shows the link of their appointment at the door, by the team or the kiosk. Sent again it
 * answers the same number.
 */
export async function POST(request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOrDeviceOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const here = await checkInBySecret(asked.actor, (await params).secret, arrive);
    return here.ok ? answerNumber(here.value.secret, here.value.again ? 200 : 201) : problem(here.refusal);
  });
}
