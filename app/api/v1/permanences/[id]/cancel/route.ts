import { answer, handleStaff } from "#app/api/handle.ts";
import { cancelPermanence } from "#lib/server/planning/cancel-permanence.ts";
import { cancelledToWire, cancelPermanenceBody } from "#lib/wire/planning/planning.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Previews or cancels a half-day, for coordinators. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(request, cancelPermanenceBody, async (actor, body) => {
    const cancelled = await cancelPermanence(actor, { permanence: (await params).id, ...body });
    return cancelled.ok ? answer(cancelledToWire(cancelled.value)) : problem(cancelled.refusal);
  });
}
