import { admitted } from "#app/api/admitted.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { revokeDevice } from "#lib/server/auth/devices.ts";
import { handle, noContent } from "#app/api/handle.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Revokes a device; sent again it answers the same. */
export async function DELETE(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const revoked = await revokeDevice(asked.actor, (await params).id);
    return revoked.ok ? noContent() : problem(revoked.refusal);
  });
}
