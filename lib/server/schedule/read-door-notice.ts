import type { Point } from "#lib/place/distance.ts";
import { isNear } from "#lib/place/distance.ts";
import { doorNotice, firstDayOfNotice, isHeld, type DoorNotice } from "#lib/schedule/door-notice.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { daysBetween, localDateOf } from "#lib/time/zone.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";
import { readNextElsewhere } from "./next-elsewhere.ts";
import { readClosuresAt } from "./read-closures-told.ts";
import { readComing } from "./read-coming.ts";

/**
 * Days of half-days that are read from the first day of a notice on: those of which it speaks, and the next that are
 * held here.
 */
const AHEAD = 28;

/** `near`: the next half-day of the same organisation at a place near by, after the first that is not held. */
export type DoorNoticeOfPlace = DoorNotice<HalfDayAtDoor> & { readonly near?: HalfDayAtPlace };

/**
 * What hangs at the door of a place from now on, or from a later day (YYYY-MM-DD) on
 * (docs/planning.md#the-notice-for-the-door). Read at each request, as the pages of the place are: whoever opens the
 * same address later reads whether it is still true.
 */
export async function readDoorNotice(
  place: Point & { readonly id: string; readonly organisation: string; readonly timeZone: string },
  asked?: string,
): Promise<DoorNoticeOfPlace> {
  const now = clock.now();
  const from = firstDayOfNotice(asked, now, place.timeZone);
  const days = daysBetween(localDateOf(now, place.timeZone), from) + AHEAD;
  const [coming, closures] = await Promise.all([
    readComing(days, { place: place.id, cancelledToo: true }),
    readClosuresAt(place, days),
  ]);
  const halfDays = await asDoorSays(place.id, coming, now);
  const notice = doorNotice(halfDays, closures, from, now);
  const [first] = notice.notHeld;
  const near =
    first && (await readNextElsewhere(place, now, { after: first.span.start, organisation: place.organisation }));
  return near && isNear(place, near.at) ? { ...notice, near } : notice;
}

/**
 * Half-days of a place with the hours that its door says, where acts have given them others: one that is not held
 * stands at these, one that is held has both. One that was taken to another place is not held here.
 */
async function asDoorSays(
  place: string,
  coming: readonly HalfDayAtPlace[],
  now: Instant,
): Promise<readonly HalfDayAtDoor[]> {
  const changes = await db.doorChange.findMany({
    where: { placeId: place, wasHeld: true, endsAt: { gt: toDate(now) } },
    orderBy: { permanenceId: "asc" },
    select: { permanenceId: true, startsAt: true, endsAt: true },
  });
  if (changes.length === 0) return coming;
  const planned = new Map(changes.map((one) => [one.permanenceId, spanOf(one)]));
  const ids = changes.flatMap(({ permanenceId }) =>
    coming.some(({ id }) => id === permanenceId) ? [] : [permanenceId],
  );
  const others = await db.permanence.findMany({
    where: { id: { in: ids }, status: { in: ["scheduled", "open", "cancelled"] } },
    select: halfDayAtPlaceColumns,
  });
  const taken = others.map((row) => ({ ...halfDayAtPlaceOfRow(row), isHere: row.placeId === place }));
  return [...coming.map((one) => ({ ...one, isHere: true })), ...taken]
    .map(({ isHere, ...one }) => atDoor(one, planned.get(one.id), isHere))
    .sort((a, b) => a.span.start - b.span.start);
}

/** A half-day at the place of the notice; `planned` where it is held at other hours than the door says. */
type HalfDayAtDoor = HalfDayAtPlace & { readonly planned?: Interval };

function atDoor(one: HalfDayAtPlace, planned: Interval | undefined, isHere: boolean): HalfDayAtDoor {
  if (!planned) return one;
  const { span, timeZone, at } = one;
  const there = { span: planned, localDate: localDateOf(planned.start, timeZone) };
  if (!isHere) {
    const movedTo = { permanence: one.id, start: span.start, timeZone, elsewhere: at.name };
    return { ...one, ...there, status: "cancelled", ...(isHeld(one) && { movedTo }) };
  }
  if (!isHeld(one)) return { ...one, ...there };
  return planned.start === span.start && planned.end === span.end ? one : { ...one, planned };
}
