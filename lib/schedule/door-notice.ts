import type { Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import { closureOnPaper, type ClosureToTell } from "./closure-sentence.ts";
import type { Permanence } from "./permanence.ts";

/** Days of which a notice speaks: nobody reads a date that is further away on a door. */
const DAYS_OF_NOTICE = 14;
/** Half-days that it names: what is not held, and what is held here. More that are not held are counted. */
const MOST_NOT_HELD = 4;
const MOST_HERE = 2;

/** `planned`: at which hours the door says that it is held, where it is at others. */
type HalfDay = Pick<Permanence, "status" | "span" | "localDate" | "timeZone" | "shut"> & {
  readonly planned?: Interval;
};

/** A half-day that is held at other hours than its door says. */
type AtOtherHours<Held> = Held & { readonly planned: Interval };

/**
 * What hangs at the door of a place. `notHeld`: the half-days that are not held, the earliest first, without `more`
 * further ones; `otherHours`: those that are held at other hours; `closure`: what shuts the place then; `since`: of a
 * closure without a known end its first day (YYYY-MM-DD), the same in each language; `until`: the last day of which the
 * notice speaks (YYYY-MM-DD), absent as long as nobody knows it; `here`: the next half-days that are held at this place
 * as planned after the first that is not. With nothing in `notHeld` and `otherHours` no notice is to hang.
 */
export type DoorNotice<Held> = {
  readonly notHeld: readonly Held[];
  readonly otherHours: readonly AtOtherHours<Held>[];
  readonly more: number;
  readonly closure?: ClosureToTell;
  readonly since?: string;
  readonly until?: string;
  readonly here: readonly Held[];
};

/**
 * Works out the notice from the half-days of a place, the cancelled ones too, the earliest first, and its closures: of
 * the fourteen days that begin with `from` (YYYY-MM-DD), without what is over at `now`.
 */
export function doorNotice<Held extends HalfDay>(
  halfDays: readonly Held[],
  closures: readonly ClosureToTell[],
  from: string,
  now: Instant,
): DoorNotice<Held> {
  const coming = halfDays.filter((one) => now < saidAt(one).end);
  const end = plusDays(from, DAYS_OF_NOTICE);
  const within = coming.filter((one) => from <= dayOf(one) && dayOf(one) < end);
  const notHeld = within.filter((one) => !isHeld(one));
  const otherHours = within.filter(isAtOtherHours).slice(0, MOST_NOT_HELD);
  const told = [...notHeld, ...otherHours].toSorted((a, b) => saidAt(a).start - saidAt(b).start);
  const first = told[0];
  const last = told.at(-1);
  const here = coming.filter(
    (one) => isHeld(one) && !one.planned && (first === undefined || saidAt(first).start < one.span.start),
  );
  if (!first || !last) return { notHeld: [], otherHours: [], more: 0, here: here.slice(0, MOST_HERE) };
  const closure = closures.find(({ span }) => notHeld.some((one) => overlaps(span, one.span)));
  const until = lastDay(dayOf(last), closure);
  return {
    notHeld: notHeld.slice(0, MOST_NOT_HELD),
    otherHours,
    more: Math.max(0, notHeld.length - MOST_NOT_HELD),
    ...(closure && { closure }),
    ...(closure?.unknownEnd && { since: localDateOf(closure.span.start, closure.timeZone) }),
    ...(until !== undefined && { until }),
    here: here.slice(0, MOST_HERE),
  };
}

const isAtOtherHours = <Held extends HalfDay>(one: Held): one is AtOtherHours<Held> =>
  isHeld(one) && one.planned !== undefined;

/** The hours and the day that the door says. */
const saidAt = ({ span, planned = span }: HalfDay): Interval => planned;
const dayOf = (one: HalfDay): string => (one.planned ? localDateOf(one.planned.start, one.timeZone) : one.localDate);

/** Whether it is held: one that is shut is not, unless the team has opened it all the same. */
export const isHeld = ({ status, shut }: Pick<HalfDay, "status" | "shut">): boolean =>
  status !== "cancelled" && (shut === undefined || status === "open");

/** The last day of which the notice speaks: of a closure its own, where that is later. */
function lastDay(notHeld: string, closure: ClosureToTell | undefined): string | undefined {
  if (!closure) return notHeld;
  if (closure.unknownEnd) return undefined;
  const told = closureOnPaper(closure);
  const closed = "until" in told ? told.until : notHeld;
  return notHeld < closed ? closed : notHeld;
}

/** Whether a notice speaks of this day (YYYY-MM-DD) already, or still. */
export const isInNotice = (day: string, now: Instant, zone: string): boolean =>
  day < plusDays(localDateOf(now, zone), DAYS_OF_NOTICE);

/** From when on a notice speaks of this day (YYYY-MM-DD). */
export const inNoticeFrom = (day: string, zone: string): Instant =>
  instantAt(plusDays(day, 1 - DAYS_OF_NOTICE), 0, zone);

/**
 * The day with which a notice begins that is asked for from a day on: no day that is past, and none so far ahead that
 * its half-days are not read.
 */
export function firstDayOfNotice(asked: string | undefined, now: Instant, zone: string): string {
  const today = localDateOf(now, zone);
  const furthest = plusDays(today, FURTHEST);
  return asked === undefined || asked <= today || furthest < asked ? today : asked;
}

/** Days ahead from which a notice may begin. */
const FURTHEST = 60;
