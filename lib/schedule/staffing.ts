import { outside, type Interval } from "#lib/time/interval.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { hoursWithoutRole, learnsDuring, type Candidate, type Seat } from "./assignment.ts";

/** A person at a desk. `learns`: a service civique, who is not left alone; `absences`: when they are away. */
export type SeatedPerson = Seat & { readonly learns: boolean; readonly absences: readonly Interval[] };

/**
 * Who sits at these seats of a half-day at that place, as they are known among the people of the organisation: those
 * with a role with which they can be planned. Hours to come without such a role there count as an absence; `left`: they
 * have such hours.
 */
export const seatedPeople = <Held extends Seat>(
  seats: readonly Held[],
  people: ReadonlyMap<string, Candidate>,
  place: string,
  now: Instant,
): readonly (Held & SeatedPerson & { readonly left: boolean })[] =>
  seats.map((seat) => {
    const person = people.get(seat.account) ?? { holds: [], absences: [] };
    const without = hoursWithoutRole(person, place, seat.span).filter(({ end }) => end > now);
    return {
      ...seat,
      learns: learnsDuring(person, seat.span),
      absences: [...person.absences, ...without],
      left: without.length > 0,
    };
  });

/** Hours at which a desk has nobody. */
type Gap = { readonly desk: number; readonly span: Interval };

/**
 * How a half-day is staffed. `held`: desks with somebody all the time; `missing`: the others for which somebody is
 * looked for. `gaps`: when such a desk has nobody, by desk and hour; `closed`: when a desk has nobody at which nobody
 * is received any more. `alone`: a time at which only services civiques are there; absent when there is none.
 */
export type Staffing = {
  readonly held: number;
  readonly missing: number;
  readonly gaps: readonly Gap[];
  readonly closed: readonly Gap[];
  readonly alone?: Interval;
};

/**
 * What a half-day is short of, of its people as they are planned and away (docs/planning.md#what-is-short): whoever is
 * absent holds no desk, and a service civique stands with somebody who is none. `closedDesks`: for which nobody is
 * looked for. `from`: for hours before it nobody can be found any more, so they are not said and count no desk as
 * missing.
 */
export function staffingOf(
  span: Interval,
  desks: number,
  people: readonly SeatedPerson[],
  closedDesks: readonly number[] = [],
  from: Instant = span.start,
): Staffing {
  const isLeft = ({ span: { end } }: Pick<Gap, "span">): boolean => end > from;
  const there = people.flatMap((person) =>
    outside(
      { start: later(person.span.start, span.start), end: earlier(person.span.end, span.end) },
      person.absences,
    ).map((at) => ({ desk: person.desk, learns: person.learns, span: at })),
  );
  const gaps = Array.from({ length: desks }, (_, index) => index + 1).flatMap((desk) =>
    outside(
      span,
      there.filter((one) => one.desk === desk).map((one) => one.span),
    ).map((gap) => ({ desk, span: gap })),
  );
  const looked = gaps
    .filter((gap) => isLookedFor(gap) && isLeft(gap))
    .map(({ desk, span: { start, end } }) => ({ desk, span: { start: later(start, from), end } }));
  const closed = gaps.filter((gap) => !isLookedFor(gap));
  const missing = new Set(looked.map(({ desk }) => desk)).size;
  const held = desks - new Set([...looked, ...closed.filter(isLeft)].map(({ desk }) => desk)).size;
  const [alone] = there
    .filter(({ learns }) => learns)
    .flatMap((one) =>
      outside(
        one.span,
        there.filter(({ learns }) => !learns).map((other) => other.span),
      ),
    )
    .filter(({ end }) => end > from)
    .map(({ start, end }) => ({ start: later(start, from), end }))
    .sort((a, b) => a.start - b.start);
  return { held, missing, gaps: looked, closed, ...(alone && { alone }) };

  function isLookedFor({ desk }: Gap): boolean {
    return !closedDesks.includes(desk);
  }
}

/** How many of its desks are closed until its end, and since when the last of them is. */
export function closedUntilEnd(
  { end }: Interval,
  { closed }: Pick<Staffing, "closed">,
): { readonly desks: number; readonly since: Instant } | undefined {
  const rest = closed.filter(({ span }) => span.end === end);
  return rest.length === 0
    ? undefined
    : { desks: rest.length, since: rest.map(({ span }) => span.start).reduce(later) };
}

const later = (a: Instant, b: Instant): Instant => instant(Math.max(a, b));
const earlier = (a: Instant, b: Instant): Instant => instant(Math.min(a, b));

/** Whether somebody has to be found for a half-day. `staffing`: absent when there is nothing to complete. */
export const isShort = ({ staffing }: { readonly staffing?: Staffing }): boolean =>
  staffing !== undefined && (staffing.missing > 0 || staffing.alone !== undefined);

/** A half-day as far as its turn to be completed goes. */
type ToComplete = { readonly id: string; readonly span: Interval; readonly staffing?: Staffing };

/**
 * The half-day to complete after this one, in order of time; after the last one, the first. Undefined when no other is
 * short.
 */
export function nextShort<HalfDay extends ToComplete>(
  halfDays: readonly HalfDay[],
  { id, span }: Omit<ToComplete, "staffing">,
): HalfDay | undefined {
  const others = halfDays
    .filter((one) => one.id !== id && isShort(one))
    .sort((one, other) => one.span.start - other.span.start || (one.id < other.id ? -1 : 1));
  const isLater = (one: HalfDay): boolean =>
    one.span.start > span.start || (one.span.start === span.start && one.id > id);
  return others.find(isLater) ?? others[0];
}
