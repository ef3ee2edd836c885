import { answer, handleStaff } from "#app/api/handle.ts";
import { renewShare } from "#lib/server/calendar/change-share.ts";
import { addressesOfShare } from "#lib/server/calendar/given-shares.ts";
import { problem } from "#lib/wire/problem.ts";
import { renewShareBody } from "#lib/wire/calendar/share.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Gives a share another address; the former one opens nothing. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handleStaff(request, renewShareBody, async (actor, body) => {
    const { id } = await params;
    const renewed = await renewShare(actor, id, body.generation);
    if (!renewed.ok) return problem(renewed.refusal);
    const share = { id, generation: renewed.value };
    return answer({ ...share, ...addressesOfShare(share) });
  });
}
