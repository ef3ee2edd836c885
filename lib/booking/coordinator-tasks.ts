import type { ClosureForReader } from "#lib/schedule/closure-effect.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { HalfDayOfWeek } from "#lib/schedule/planned-week.ts";

/** Of a list: what is shown, and whether there is more. */
export type FirstItems<Item> = { readonly shown: readonly Item[]; readonly more: boolean };

/** Of a list: what is shown, and how many there are. */
export type CountedList<Item> = { readonly shown: readonly Item[]; readonly count: number };

/**
 * A half-day of which people are still to be told that they are not received or that another hour is offered, and how
 * many.
 */
export type ListToCall = {
  readonly permanence: string;
  readonly place: string;
  readonly localDate: string;
  readonly span: Interval;
  readonly timeZone: string;
  readonly people: number;
};

/**
 * A closure that was lifted, and how many half-days to come are still cancelled by it. `place`: absent when it closed
 * every place.
 */
type ToRestore = { readonly closure: string; readonly place?: string; readonly halfDays: number };

/**
 * What a coordinator has to do today and in the seven days after. `short`: half-days for which somebody is to be found,
 * today's first. `toCall`: lists of people to be told; `people`: how many stand on them. `shut`: closures that close
 * now or begin in these days, or await a decision. `cancelled`: half-days of these days that are not held. `posters`:
 * how many say something wrong.
 */
export type CoordinatorTasks = {
  readonly today: string;
  readonly short: CountedList<HalfDayOfWeek>;
  readonly toCall: CountedList<ListToCall> & { readonly people: number };
  readonly shut: CountedList<ClosureForReader>;
  readonly cancelled: CountedList<HalfDayOfWeek>;
  readonly toRestore: CountedList<ToRestore>;
  readonly posters: number;
};
