import { answer, handle } from "#app/api/handle.ts";
import { readJson, readIdempotencyKey } from "#app/api/read-request.ts";
import { followVisit } from "#lib/server/queue/follow-visit.ts";
import { goAway } from "#lib/server/queue/go-away.ts";
import { problem } from "#lib/wire/problem.ts";
import { awayBody, visitToWire } from "#lib/wire/queue/visit.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

type Context = { params: Promise<{ secret: string }> };

/** The resident goes away for some minutes and keeps number and place. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return handle(request, async () => {
    const body = await readJson(request, awayBody);
    if (!body.ok) return body.refusal;
    const key = readIdempotencyKey(request);
    return key.ok ? goes((await params).secret, body.value.minutes, key.value) : problem(key.refusal);
  });
}

/** The resident is back; sent again it answers the same. */
export const DELETE = (request: Request, { params }: Context): Promise<Response> =>
  handle(request, async () => goes((await params).secret, undefined));

async function goes(secret: string, minutes: number | undefined, key?: string): Promise<Response> {
  const gone = await goAway(secret, minutes, key);
  if (!gone.ok) return problem(gone.refusal);
  const followed = await followVisit(secret);
  return followed ? answer(visitToWire(followed, followed.permanence.timeZone)) : problem("not-found");
}
