import { answer, handleStaff } from "#app/api/handle.ts";
import { changePlace } from "#lib/server/organisation/places/change-place.ts";
import { placeBody } from "#lib/wire/place/place-body.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Says anew what is said of a place; the same sent again changes nothing. */
export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(request, placeBody, async (actor, typed) => {
    const changed = await changePlace(actor, (await params).id, typed);
    if (changed.ok) return answer(changed.value);
    // A program names no version that it has seen, so it is never refused for another.
    return problem(changed.refusal === "changed-meanwhile" ? "state-changed" : changed.refusal);
  });
}
