import type { Instant } from "#lib/time/instant.ts";
import { decideAssignment, whatIsLeft, type SeatWanted } from "./assignment.ts";
import type { DateWithout, PlannedSeat, WeeklyAssigned } from "./planned-week.ts";
import { freePerson, type HalfDayToFill, type Objection, type PersonToPlan, type Stop } from "./who-is-free.ts";

/** A seat of somebody at a half-day, which has all its seats. `placeName`: the short name of its place. */
export type DateOfPerson = {
  readonly halfDay: HalfDayToFill & { readonly placeName: string };
  readonly seat: PlannedSeat;
};

/** The same as a page lists it. */
export type ListedDate = {
  readonly permanence: string;
  readonly place: string;
  readonly localDate: string;
};

/**
 * What somebody takes over of the dates of another, or would: `planned`, each with what speaks against it; `without`:
 * the dates on which they cannot, and why. Both in order of time.
 */
export type DatesTaken = {
  readonly planned: readonly (WeeklyAssigned["planned"][number] &
    ListedDate & { readonly former: PlannedSeat; readonly but: readonly Objection[] })[];
  readonly without: readonly (DateWithout & ListedDate)[];
};

/**
 * The dates of somebody and who could take them over, most dates first. `account`, `name`: whose dates; `from`,
 * `until`: days between which they are asked, YYYY-MM-DD; `otherPlaces`: how many dates are at places where the reader
 * does not plan. `chosen`: what one colleague would take over.
 */
export type DatesToHandOver = {
  readonly account: string;
  readonly name?: string;
  readonly dates: readonly ListedDate[];
  readonly otherPlaces: number;
  readonly colleagues: readonly { readonly account: string; readonly name?: string; readonly dates: number }[];
  readonly chosen?: DatesTaken & { readonly account: string; readonly name?: string };
};

/**
 * What of these dates that person can take over, at the same desk and hours; once a half-day has begun, what is left of
 * it (docs/planning.md#handing-over-dates).
 */
export function takeOver(
  person: PersonToPlan,
  dates: readonly DateOfPerson[],
  people: readonly PersonToPlan[],
  { stops, now }: { readonly stops: ReadonlyMap<string, Stop>; readonly now: Instant },
): DatesTaken {
  const answers = dates.flatMap(({ halfDay, seat }) => {
    const asked = withoutSeat({ halfDay, seat }, now);
    if (!asked) return [];
    const { wanted } = asked;
    return [{ halfDay, former: seat, ...freePerson(person, asked.halfDay, people, { stops, wanted, now }) }];
  });
  return {
    planned: answers.flatMap(({ halfDay, former, seat, but }) =>
      seat ? [{ ...seat, ...listedDate(halfDay), former, but }] : [],
    ),
    without: answers.flatMap(({ halfDay, not }) => (not ? [{ ...listedDate(halfDay), ...not }] : [])),
  };
}

/** How many of these dates that person can take over. */
export const countToTakeOver = (person: PersonToPlan, dates: readonly DateOfPerson[], now: Instant): number =>
  dates.filter((date) => {
    const asked = withoutSeat(date, now);
    return asked && decideAssignment(person, asked.halfDay, asked.wanted, now).ok;
  }).length;

/** A date as a page lists it. */
export const listedDate = ({ id, placeName, localDate }: DateOfPerson["halfDay"]): ListedDate => ({
  permanence: id,
  place: placeName,
  localDate,
});

/** The half-day without that seat, and what is left of the seat; undefined once all of it has passed. */
function withoutSeat(
  { halfDay, seat }: DateOfPerson,
  now: Instant,
): { readonly halfDay: HalfDayToFill; readonly wanted: SeatWanted } | undefined {
  const span = whatIsLeft(seat.span, now);
  if (!span) return undefined;
  const seats = halfDay.seats.filter((one) => one.desk !== seat.desk || one.span.start !== seat.span.start);
  return { halfDay: { ...halfDay, seats }, wanted: { desk: seat.desk, span } };
}
