import type { Point } from "../../place/distance.ts";
import { isNear } from "../../place/distance.ts";
import { doorNotice, firstDayOfNotice, type DoorNotice } from "../../schedule/door-notice.ts";
import { daysBetween, localDateOf } from "../../time/zone.ts";
import { clock } from "../clock.ts";
import type { HalfDayAtPlace } from "../schedule/half-day-at-place.ts";
import { readNextElsewhere } from "../schedule/next-elsewhere.ts";
import { readClosuresAt } from "../schedule/read-closures-told.ts";
import { readComing } from "../schedule/read-coming.ts";

/** Days of half-days that are read from the first day of a notice on: those of which it speaks, and the next that are held here. */
const AHEAD = 28;

/** `near`: the next half-day of the same operator at a place near by, after the first that is not held. */
export type DoorNoticeOfPlace = DoorNotice<HalfDayAtPlace> & { readonly near?: HalfDayAtPlace };

/**
 * What hangs at the door of a place from now on, or from a later day (YYYY-MM-DD) on (docs/planning.md#the-notice-for-the-door). Read at each request, as the pages of
 * the place are: whoever opens the same address later reads whether it is still true.
 */
export async function readDoorNotice(
  place: Point & { readonly id: string; readonly organisation: string; readonly timeZone: string },
  asked?: string,
): Promise<DoorNoticeOfPlace> {
  const now = clock.now();
  const from = firstDayOfNotice(asked, now, place.timeZone);
  const days = daysBetween(localDateOf(now, place.timeZone), from) + AHEAD;
  const [halfDays, closures] = await Promise.all([
    readComing(days, { place: place.id, cancelledToo: true }),
    readClosuresAt(place, days),
  ]);
  const notice = doorNotice(halfDays, closures, from, now);
  const [first] = notice.notHeld;
  const near =
    first && (await readNextElsewhere(place, now, { after: first.span.start, operator: place.organisation }));
  return near && isNear(place, near.at) ? { ...notice, near } : notice;
}
