import type { Instant } from "../time/instant.ts";
import { overlaps } from "../time/interval.ts";
import { localDateOf, plusDays } from "../time/zone.ts";
import { closureOnPaper, type ClosureToTell } from "./closure-told.ts";
import type { Permanence } from "./permanence.ts";

/** Days of which a notice speaks: nobody reads a date that is further away on a door. */
const DAYS_OF_NOTICE = 14;
/** Half-days that it names: what is not held, and what is held here. More that are not held are counted. */
const [MOST_NOT_HELD, MOST_HERE] = [4, 2];

type HalfDay = Pick<Permanence, "status" | "span" | "localDate" | "timeZone" | "shut">;

/**
 * What hangs at the door of a place. `notHeld`: the half-days that are not held, the earliest first, without `more` further ones; `closure`: what shuts the
 * place then; `since`: of a closure without a known end its first day (YYYY-MM-DD), the same in each language; `until`: the last day of which the notice speaks (YYYY-MM-DD), absent as long as nobody knows it; `here`: the next half-days that are
 * held at this place after the first that is not. With nothing in `notHeld` no notice is to hang.
 */
export type DoorNotice<Held> = {
  readonly notHeld: readonly Held[];
  readonly more: number;
  readonly closure?: ClosureToTell;
  readonly since?: string;
  readonly until?: string;
  readonly here: readonly Held[];
};

/**
 * Works out the notice from the half-days of a place, the cancelled ones too, the earliest first, and its closures: of the fourteen days that begin with `from`
 * (YYYY-MM-DD), without what is over at `now`.
 */
export function doorNotice<Held extends HalfDay>(
  halfDays: readonly Held[],
  closures: readonly ClosureToTell[],
  from: string,
  now: Instant,
): DoorNotice<Held> {
  const coming = halfDays.filter(({ span }) => now < span.end);
  const end = plusDays(from, DAYS_OF_NOTICE);
  const notHeld = coming.filter((one) => !isHeld(one) && from <= one.localDate && one.localDate < end);
  const [first, last] = [notHeld[0], notHeld.at(-1)];
  const here = coming.filter((one) => isHeld(one) && (first === undefined || first.span.start < one.span.start));
  if (!first || !last) return { notHeld: [], more: 0, here: here.slice(0, MOST_HERE) };
  const closure = closures.find(({ span }) => notHeld.some((one) => overlaps(span, one.span)));
  const until = lastDay(last.localDate, closure);
  return {
    notHeld: notHeld.slice(0, MOST_NOT_HELD),
    more: Math.max(0, notHeld.length - MOST_NOT_HELD),
    ...(closure && { closure }),
    ...(closure?.unknownEnd && { since: localDateOf(closure.span.start, closure.timeZone) }),
    ...(until !== undefined && { until }),
    here: here.slice(0, MOST_HERE),
  };
}

const isHeld = ({ status, shut }: HalfDay): boolean =>
  status !== "cancelled" && (shut === undefined || status === "open");

/** The last day of which the notice speaks: of a closure its own, where that is later. */
function lastDay(notHeld: string, closure: ClosureToTell | undefined): string | undefined {
  if (!closure) return notHeld;
  if (closure.unknownEnd) return undefined;
  const told = closureOnPaper(closure);
  const closed = "until" in told ? told.until : notHeld;
  return notHeld < closed ? closed : notHeld;
}

/** The day with which a notice begins that is asked for from a day on: no day that is past, and none so far ahead that its half-days are not read. */
export function firstDayOfNotice(asked: string | undefined, now: Instant, zone: string): string {
  const today = localDateOf(now, zone);
  const furthest = plusDays(today, FURTHEST);
  return asked === undefined || asked <= today || furthest < asked ? today : asked;
}

/** Days ahead from which a notice may begin. */
const FURTHEST = 60;
