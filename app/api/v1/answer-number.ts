import { answer } from "#app/api/handle.ts";
import { env } from "#lib/server/env.ts";
import { followVisit } from "#lib/server/queue/follow-visit.ts";
import { problem } from "#lib/wire/problem.ts";
import { numberToWire } from "#lib/wire/queue/visit.ts";

/** A number taken or checked in: what its holder gets, with the link that follows it. */
export async function answerNumber(secret: string, status: 200 | 201): Promise<Response> {
  const followed = await followVisit(secret);
  if (!followed) return problem("not-found");
  const url = new URL(`/suivi/${secret}`, env.APP_URL).href;
  return answer(numberToWire(followed.follow, followed.permanence.timeZone, secret, url), status);
}
