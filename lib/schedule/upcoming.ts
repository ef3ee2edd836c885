import type { Instant } from "#lib/time/instant.ts";
import type { HolidayName } from "#lib/time/public-holidays.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isNear, nearestFirst, type Point } from "#lib/place/distance.ts";
import { walkInFrom } from "./walk-in.ts";
import { opennessOf, type Permanence } from "./permanence.ts";

type HalfDayTimes = Pick<Permanence, "status" | "span" | "localDate" | "timeZone">;

/** A day and what is held on it. `holiday`: nothing is held on it, because it is one. */
export type Day<Held> = { readonly date: string; readonly held: readonly Held[]; readonly holiday?: HolidayName };

/** The half-days a resident can go to: now, later today, on the next days. Earliest first. */
export type Upcoming<Held> = {
  readonly now: readonly Held[];
  readonly today: readonly Held[];
  readonly days: readonly Day<Held>[];
};

/**
 * How many half-days of this hour are shown: more than a city holds at once. Of a country people search their town, and
 * each one shown costs the board of its line.
 */
export const MOST_NOW = 40;

/**
 * Sorts half-days by when one can go. A half-day is under `now` from its start (or its opening) to its end; after its
 * end it is not offered, also when nobody has closed it.
 */
export function upcomingOf<Held extends HalfDayTimes>(permanences: readonly Held[], now: Instant): Upcoming<Held> {
  const sorted = [...permanences].filter(({ span }) => now < span.end).sort((a, b) => a.span.start - b.span.start);
  const openness = (held: Held) => opennessOf(held, now);
  const later = sorted.filter((held) => openness(held) === "later");
  return {
    now: sorted.filter((held) => openness(held) === "open" || openness(held) === "normally-open").sort(confirmedFirst),
    today: later.filter((held) => isToday(held, now)),
    days: byDay(later.filter((held) => !isToday(held, now))),
  };
}

/**
 * The one half-day to name when nothing is open: on the first day that has any, the one that takes walk-ins soonest;
 * where none does, the first to begin.
 */
export function nextOf<Held extends HalfDayTimes & Pick<Permanence, "windows">>({
  today,
  days,
}: Pick<Upcoming<Held>, "today" | "days">): Held | undefined {
  const held = today.length > 0 ? today : (days[0]?.held ?? []);
  const walkIn = (one: Held): Instant => walkInFrom(one) ?? one.span.end;
  return [...held].sort((a, b) => walkIn(a) - walkIn(b) || a.span.start - b.span.start)[0];
}

/**
 * The same near a point: of the places that are near. Where none of them holds anything, of the nearest place that
 * does, unless something is open now: that is shown, with its distance.
 */
export function nextNear<Held extends HalfDayTimes & Pick<Permanence, "windows"> & { readonly at: Point }>(
  { now, today, days }: Upcoming<Held>,
  from: Point,
): Held | undefined {
  const at = (isThere: (held: Held) => boolean): Held | undefined =>
    nextOf({
      today: today.filter(isThere),
      days: days.map((day) => ({ ...day, held: day.held.filter(isThere) })).filter(({ held }) => held.length > 0),
    });
  const [nearest] = now.length > 0 ? [] : nearestFirst([...today, ...days.flatMap(({ held }) => held)], from);
  return (
    at((held) => isNear(from, held.at)) ??
    (nearest &&
      at(({ at: { latitude, longitude } }) => latitude === nearest.at.latitude && longitude === nearest.at.longitude))
  );
}

/** Half-days under their days, in the order given. */
export function byDay<Held extends HalfDayTimes>(permanences: readonly Held[]): readonly Day<Held>[] {
  const days = new Map<string, Held[]>();
  for (const held of permanences) days.set(held.localDate, [...(days.get(held.localDate) ?? []), held]);
  return [...days].map(([date, held]) => ({ date, held }));
}

/** The days with, between them, the public holidays on which nothing is held. */
export const withHolidays = <Held>(
  days: readonly Day<Held>[],
  holidays: ReadonlyMap<string, HolidayName>,
): readonly Day<Held>[] =>
  [
    ...days,
    ...[...holidays]
      .filter(([date]) => !days.some((day) => day.date === date))
      .map(([date, holiday]) => ({ date, held: [], holiday })),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));

const isToday = ({ localDate, timeZone }: HalfDayTimes, now: Instant): boolean =>
  localDate === localDateOf(now, timeZone);

/** Half-days confirmed as open come before those that are only planned. */
const confirmedFirst = (a: HalfDayTimes, b: HalfDayTimes): number =>
  Number(b.status === "open") - Number(a.status === "open") || a.span.start - b.span.start;
