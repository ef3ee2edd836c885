import { answer, handle } from "#app/api/handle.ts";
import { readJson } from "#app/api/read-json.ts";
import { staffOf } from "#lib/server/auth/actor-of-headers.ts";
import { changeLanes } from "#lib/server/schedule/change-lanes.ts";
import { changedLanesToWire, changeLanesBody } from "#lib/wire/booking-plan.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** A coordinator gives a half-day more or fewer bookable lanes, and reads who stands beside them now. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const actor = await staffOf(request.headers);
    if (!actor) return problem("sign-in-needed");
    const body = await readJson(request, changeLanesBody);
    if (!body.ok) return problem(body.refusal);
    const changed = await changeLanes(actor, { permanence: (await params).id, ...body.value });
    return changed.ok ? answer(changedLanesToWire(changed.value)) : problem(changed.refusal);
  });
}
