import { answer, handle, noContent } from "#app/api/handle.ts";
import { followVisit } from "#lib/server/queue/follow-visit.ts";
import { leaveLine } from "#lib/server/queue/leave-line.ts";
import { problem } from "#lib/wire/problem.ts";
import { visitToWire } from "#lib/wire/queue/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Context = { params: Promise<{ secret: string }> };

/** The place in the line of whoever holds the secret. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const followed = await followVisit((await params).secret);
    return followed ? answer(visitToWire(followed, followed.permanence.timeZone)) : problem("not-found");
  });
}

/** The resident gives the number up; sent again it answers the same. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const left = await leaveLine((await params).secret);
    return left.ok ? noContent() : problem(left.refusal);
  });
}
