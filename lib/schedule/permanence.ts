import type { Interval } from "#lib/time/interval.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { TopicsTaken } from "./topic.ts";

export type PermanenceStatus = "scheduled" | "open" | "closed" | "cancelled";
export type NumbersState = "not-yet" | "given" | "stopped";
export type Mode = "walk-in" | "appointment" | "mixed";

/** A part of a half-day and who may come in it. */
export type Window = { readonly span: Interval; readonly mode: Mode };

/** A half-day: one dated occurrence at a place. `localDate` is the day of its start at the place, YYYY-MM-DD. */
export type Permanence = {
  readonly id: string;
  readonly place: string;
  readonly span: Interval;
  readonly localDate: string;
  readonly timeZone: string;
  readonly status: PermanenceStatus;
  readonly numbers: NumbersState;
  readonly desks: number;
  readonly bookableLanes: number;
  readonly windows: readonly Window[];
  readonly topics: TopicsTaken;
  readonly openedAt?: Instant;
  /**
   * What residents read of the closure that keeps it from being held and booked for now
   * (docs/calendars.md#closures-without-a-known-end).
   */
  readonly shut?: string;
};

/**
 * Whether it waits for a decision: a closure keeps it from being held for now, and nobody has cancelled it or opened it
 * all the same.
 */
export const isOnHold = ({ status, shut }: Pick<Permanence, "status" | "shut">): boolean =>
  shut !== undefined && status === "scheduled";

/** At how many of its desks people are received: `desks` are planned, and some may have closed since it began. */
export const openDesks = ({
  desks,
  closedDesks,
}: {
  readonly desks: number;
  readonly closedDesks: readonly number[];
}): number => desks - new Set(closedDesks).size;

/** Minutes of the longest half-day (constraint `permanence_span`). */
export const LONGEST = 14 * 60;

/** Minutes after a person's close within which a half-day can be reopened (docs/line.md#reopening). */
export const REOPENABLE_FOR = 60;

/** How one may come, as lists show it: mixed as soon as both ways exist. No windows means walk-in. */
export function accessOf(windows: readonly Pick<Window, "mode">[]): Mode {
  const modes = new Set(windows.map((window) => window.mode));
  if (modes.size === 1) return [...modes][0] ?? "walk-in";
  return modes.size === 0 ? "walk-in" : "mixed";
}

/**
 * What is said of its opening. `open` (« ouvert ») needs a person's confirmation; before it, during its hours, a
 * half-day is only `normally-open` (docs/line.md#the-half-day).
 */
export type Openness = "cancelled" | "closed" | "shut" | "open" | "normally-open" | "later";

/**
 * Its openness at that moment. A half-day that nobody opened is closed when its hours end; until then one that a
 * closure keeps is `shut`.
 */
export function opennessOf(permanence: Pick<Permanence, "status" | "span" | "shut">, now: Instant): Openness {
  if (permanence.status === "cancelled") return "cancelled";
  if (permanence.status === "closed") return "closed";
  if (permanence.status === "open") return "open";
  if (permanence.span.end <= now) return "closed";
  if (permanence.shut !== undefined) return "shut";
  return now < permanence.span.start ? "later" : "normally-open";
}

/**
 * Minutes for which a half-day that nobody closed goes on after its planned end without a device of the team
 * (docs/line.md#the-automatic-end).
 */
export const RUNS_OVER = 90;

/** Whether a half-day that nobody has closed, and of which no device is in touch, is still going on. */
export const mayStillRun = ({ end }: Pick<Interval, "end">, now: Instant): boolean => now < plusMinutes(end, RUNS_OVER);
