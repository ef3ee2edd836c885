import { admitted } from "#app/api/admitted.ts";
import { handle, noContent } from "#app/api/handle.ts";
import { staffOf } from "#lib/server/auth/caller.ts";
import { liftClosure } from "#lib/server/planning/closures/lift-closure.ts";
import { readClosure } from "#lib/server/planning/closures/read-closures.ts";
import { problem } from "#lib/wire/problem.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Lifts a closure; sent again it answers the same. */
export async function DELETE(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return handle(request, async () => {
    const asked = await admitted(request, await staffOf(request.headers));
    if (!asked.ok) return asked.refusal;
    const { id: closure } = await params;
    const read = await readClosure(asked.actor, closure);
    if (!read.ok) return problem(read.refusal);
    const organisation = read.value.organisation.id;
    const lifted = await liftClosure(asked.actor, { organisation, closure, preview: false });
    if (lifted.ok) return noContent();
    return problem(lifted.refusal === "changed-meanwhile" ? "state-changed" : lifted.refusal);
  });
}
