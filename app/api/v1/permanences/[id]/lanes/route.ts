import { answer, handleStaff } from "#app/api/handle.ts";
import { changeLanes } from "#lib/server/planning/change-lanes.ts";
import { changedLanesToWire, changeLanesBody } from "#lib/wire/planning.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** A coordinator gives a half-day more or fewer bookable lanes, and reads who stands beside them now. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(request, changeLanesBody, async (actor, body) => {
    const changed = await changeLanes(actor, { permanence: (await params).id, ...body });
    return changed.ok ? answer(changedLanesToWire(changed.value)) : problem(changed.refusal);
  });
}
