import { answer, handleStaff } from "#app/api/handle.ts";
import { changeLanes } from "#lib/server/booking/change-lanes.ts";
import { changedLanesToWire, changeLanesBody } from "#lib/wire/planning/planning.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Changes the number of bookable lanes of a half-day, for coordinators; answers which appointments are now outside the
 * lanes.
 */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(request, changeLanesBody, async (actor, body) => {
    const changed = await changeLanes(actor, { permanence: (await params).id, ...body });
    return changed.ok ? answer(changedLanesToWire(changed.value)) : problem(changed.refusal);
  });
}
