import type { HolidayName } from "#lib/time/public-holidays.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { ClosureOutcome } from "./closure.ts";

/**
 * A half-day that a closure touches. `appointments`: the booked ones that would have to be told; `waiting`: numbers
 * that still wait; `goingOn`: it has begun; `desks`: the desks at which somebody is called or being helped; `people`:
 * the names of those who are planned there; `guest`: the other organisation that holds it.
 */
export type ClosedHalfDay = {
  readonly permanence: string;
  readonly outcome: ClosureOutcome;
  readonly place: { readonly id: string; readonly name: string };
  readonly localDate: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly appointments: number;
  readonly waiting: number;
  readonly goingOn: boolean;
  readonly desks: readonly number[];
  readonly people: readonly string[];
  readonly guest?: string;
};

/**
 * What closing does, or did. `toTell`: how many booked people are then to be told. `others`: closures that close the
 * same days in part, with what residents read of them.
 */
export type ClosureEffect = {
  readonly closure?: string;
  readonly place?: { readonly id: string; readonly name: string };
  readonly timeZone: string;
  readonly span: Interval;
  readonly decideOn?: string;
  readonly sentence: string;
  readonly halfDays: readonly ClosedHalfDay[];
  readonly toTell: number;
  readonly others: readonly { readonly id: string; readonly span: Interval; readonly sentence: string }[];
  readonly version: string;
};

/** A closure in a list. `toDecide`: its day of decision is near, or past. `begun`: it closes already. */
export type ListedClosure = {
  readonly id: string;
  readonly place?: { readonly id: string; readonly name: string };
  readonly timeZone: string;
  readonly span: Interval;
  readonly decideOn?: string;
  readonly toDecide: boolean;
  readonly begun: boolean;
  readonly sentence: string;
};

/**
 * A closure in a list, for somebody. `mayChange`: they may change it; one of every place is for who plans at all of
 * them.
 */
export type ClosureForReader = ListedClosure & { readonly mayChange: boolean };

/** A closure that was lifted and of which half-days to come are still cancelled: `toGiveBack` of them. */
export type LiftedClosure = ListedClosure & { readonly toGiveBack: number };

/** A booked person in a half-day that cannot be booked for now: their appointment stands until somebody decides. */
export type KeptPerson = {
  readonly appointment: string;
  readonly permanence: string;
  readonly hour: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
};

/** A half-day that the closure cancelled and that is to come. */
export type CancelledByClosure = {
  readonly permanence: string;
  readonly place: { readonly id: string; readonly name: string };
  readonly span: Interval;
  readonly timeZone: string;
  readonly appointments: number;
};

/**
 * A closure with what it touches now: `halfDays` that stand in it, `people` booked in those that it keeps, and
 * `cancelled` half-days to come. Of one that was lifted only `cancelled` is not empty; `cancelledPeople` are then those
 * whose appointments there the service cancelled, and `version` is that of what giving all of them back shows. `slug`:
 * of its place in addresses, unless it closes every place or was lifted.
 */
export type ReadClosure = ListedClosure & {
  readonly organisation: { readonly id: string; readonly slug: string };
  readonly slug?: string;
  readonly lifted: boolean;
  readonly halfDays: readonly ClosedHalfDay[];
  readonly people: readonly KeptPerson[];
  readonly cancelled: readonly CancelledByClosure[];
  readonly cancelledPeople: readonly KeptPerson[];
  readonly version: string;
};

/** A public holiday. `everywhere`: every place of the organisation has it. */
type HolidayAhead = { readonly date: string; readonly name: HolidayName; readonly everywhere: boolean };

/**
 * What is closed by the calendar. `goodFriday`: where some places lie in a département in which communes may keep Good
 * Friday, how many of them do, and how many there are. `school`: until which day the school holidays of each zone are
 * known; without a day nothing is.
 */
export type CalendarAhead = {
  readonly holidays: readonly HolidayAhead[];
  readonly goodFriday?: { readonly kept: number; readonly places: number };
  readonly school: readonly { readonly zone: string; readonly until?: string }[];
};
