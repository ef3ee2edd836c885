import type { DateOfSeries, Occurrence } from "#lib/schedule/occurrences.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { BookableShare } from "./bookable-share.ts";
import type { SeriesChangeOutcome } from "./outcome-of-series-change.ts";

/**
 * A half-day that stands, and what becomes of it. `to`: its date in the new series. `appointments`: how many are
 * booked; `people`: how many are planned there.
 */
export type TouchedHalfDay = {
  readonly permanence: string;
  readonly outcome: SeriesChangeOutcome;
  readonly localDate: string;
  readonly to?: Occurrence;
  readonly appointments: number;
  readonly people: number;
};

/**
 * Who is planned at half-days that take new hours or fewer desks: how many people, at how many dates in all. `leaving`:
 * those who cannot follow, each with the number of dates.
 */
export type PeopleOfChange = {
  readonly people: number;
  readonly dates: number;
  readonly leaving: readonly { readonly name?: string; readonly dates: number }[];
};

/**
 * What saving does, or did. `planned`: of a preview. `dates`: those of the series within a year from the day on which
 * it holds, each with why it is not held. `halfDays`: those that stand already. `outsideHours`: the place is not open
 * all the time. `released`: how many are no longer planned.
 */
export type SeriesEffect = {
  readonly series?: string;
  readonly place: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly from: string;
  readonly bookableLanes: number;
  readonly share?: BookableShare;
  readonly dates: readonly DateOfSeries[];
  readonly halfDays: readonly TouchedHalfDay[];
  readonly outsideHours: boolean;
  readonly planned?: PeopleOfChange;
  readonly released: number;
  readonly version: string;
};

/**
 * What the change does, or did. `publicHoliday`: it is held although its day is one. `outsideHours`: the place is not
 * open all the time. `appointments`: how many keep their hour; `beside`: how many of these lose their lane and stand
 * beside the lanes; `released`: how many are no longer planned. `byHand`: it differs from its series.
 */
export type HalfDayEffect = {
  readonly permanence?: string;
  readonly place: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly localDate: string;
  readonly span: Interval;
  readonly publicHoliday: boolean;
  readonly outsideHours: boolean;
  readonly appointments: number;
  readonly beside: number;
  readonly people: number;
  readonly planned?: PeopleOfChange;
  readonly released: number;
  readonly version: string;
};
