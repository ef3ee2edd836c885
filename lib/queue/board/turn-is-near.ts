import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { middleOf } from "#lib/queue/wait/estimate-wait.ts";
import { isThere, type Visit } from "#lib/queue/line/visit.ts";
import type { Follow } from "./board.ts";

/**
 * In minutes: whoever may be called this soon is told to come back to the room. Less would leave no time to come, more
 * would not be true any more when it arrives.
 */
const NEAR = 5;
const STEP = 5 * MINUTE;

/**
 * From when on somebody who waits may be called, to five minutes: the lower end of what is expected. Undefined once
 * that is within five minutes, and of whoever is out until an hour that they said, or is fetched by the team.
 * `low`: minutes from now, before they are rounded, so that the moment stays while nothing happens.
 */
export function inRoomBy(visit: Visit, low: number | undefined, now: Instant): Instant | undefined {
  if (low === undefined || low < 2 * NEAR || !isThere(visit, now) || visit.toFetch) return undefined;
  return instant(Math.floor((now + low * MINUTE) / STEP) * STEP);
}

/**
 * About when the turn of this number comes, to five minutes, once it may come within five: the middle of the range that
 * its page shows. Undefined while it is further away or not known, and of whoever is out until an hour that they said,
 * or is fetched by the team.
 */
export function turnIsNear({ state, wait, awayUntil, toFetch }: Follow, asOf: Instant): Instant | undefined {
  if (state !== "waiting" || wait.state !== "range" || wait.low > NEAR) return undefined;
  if (awayUntil !== undefined || toFetch) return undefined;
  return instant(Math.ceil((asOf + middleOf(wait) * MINUTE) / STEP) * STEP);
}
