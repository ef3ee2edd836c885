import { isNear, nearestFirst, type Point } from "#lib/place/distance.ts";
import { nextNear, upcomingOf } from "#lib/schedule/upcoming.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { HalfDayAtPlace } from "./half-day-at-place.ts";
import { readComing } from "./read-coming.ts";

/** Days within which another place is looked for. */
const AHEAD = 14;

/**
 * The half-day to name where nothing is held at a place: one of this hour near it, else the next one. `after`: only
 * those that begin later than that moment; `organisation`: only those of that one. Undefined when none is held anywhere
 * within two weeks.
 */
export async function readNextElsewhere(
  place: Point & { readonly id: string },
  now: Instant,
  { after, organisation }: { readonly after?: Instant; readonly organisation?: string } = {},
): Promise<HalfDayAtPlace | undefined> {
  const coming = await readComing(AHEAD, { near: place, organisation });
  const offer = upcomingOf(
    coming.filter(({ at, span }) => at.id !== place.id && (after === undefined || after < span.start)),
    now,
  );
  const [open] = nearestFirst(offer.now, place);
  return open && isNear(place, open.at) ? open : nextNear({ ...offer, now: [] }, place);
}
