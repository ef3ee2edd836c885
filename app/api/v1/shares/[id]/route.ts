import { admitted } from "#app/api/admitted.ts";
import { handle, handleStaff, noContent } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { changeShare, revokeShare } from "#lib/server/calendar/change-share.ts";
import { problem } from "#lib/wire/problem.ts";
import { changeShareBody, problemOfShareRefusal } from "#lib/wire/calendar/share.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

/** Changes what a share says; its addresses stay. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  return handleStaff(request, changeShareBody, async (actor, body) => {
    const changed = await changeShare(actor, (await params).id, body);
    return changed.ok ? noContent() : problem(problemOfShareRefusal(changed.refusal));
  });
}

/** Revokes a share; sent again it answers the same. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const revoked = await revokeShare(asked.actor, (await params).id);
    return revoked.ok ? noContent() : problem(revoked.refusal);
  });
}
