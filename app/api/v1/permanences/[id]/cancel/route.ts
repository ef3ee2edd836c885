import { answer, handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-json.ts";
import { staffOf } from "#lib/server/auth/actor-of-headers.ts";
import { cancelPermanence } from "#lib/server/schedule/cancel-permanence.ts";
import { cancelledToWire, cancelPermanenceBody } from "#lib/wire/booking-plan.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** A coordinator sees what cancelling a half-day would do, then cancels it. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const actor = await staffOf(request.headers);
    if (!actor) return problem("sign-in-needed");
    const body = await readJson(request, cancelPermanenceBody);
    if (!body.ok) return problem(body.refusal);
    const cancelled = await cancelPermanence(actor, { permanence: (await params).id, ...body.value });
    return cancelled.ok ? answer(cancelledToWire(cancelled.value)) : problem(cancelled.refusal);
  });
}
