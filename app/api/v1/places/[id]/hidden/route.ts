import { handleStaff, noContent } from "#app/api/handle.ts";
import { hidePlace } from "#lib/server/schedule/hide-place.ts";
import { hidePlaceBody } from "#lib/wire/place/place-body.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Takes a place off every public page, or shows it again; sent again it answers the same. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(request, hidePlaceBody, async (actor, { hidden, halfDays }) => {
    const wanted = hidden ? ({ hidden, seen: halfDays } as const) : ({ hidden } as const);
    const done = await hidePlace(actor, (await params).id, wanted);
    return done.ok ? noContent() : problem(done.refusal);
  });
}
