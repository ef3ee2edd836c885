import { admitted } from "#app/api/admitted.ts";
import { handle, noContent } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { revokeOwnToken } from "#lib/server/auth/own-tokens.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Revokes a token of whoever is signed in; sent again it answers the same. */
export async function DELETE(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const revoked = await revokeOwnToken(asked.actor, (await params).id);
    return revoked.ok ? noContent() : problem(revoked.refusal);
  });
}
