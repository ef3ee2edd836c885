import type { Interval } from "../time/interval.ts";
import { plusMinutes, type Instant } from "../time/instant.ts";

export type PermanenceStatus = "scheduled" | "open" | "closed" | "cancelled";
export type NumbersState = "not-yet" | "given" | "stopped";
export type Mode = "walk-in" | "appointment" | "mixed";

/** A part of a permanence and who may come in it. */
export type Window = { readonly span: Interval; readonly mode: Mode };

/** One dated occurrence at a place. `localDate` is YYYY-MM-DD, the place's day of its start. */
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
  /** Topic keys taken here; empty means all. */
  readonly topics: readonly string[];
  readonly openedAt?: Instant;
};

/** The summary shown in lists: mixed as soon as both ways exist. */
export function accessOf(windows: readonly Pick<Window, "mode">[]): Mode {
  const modes = new Set(windows.map((window) => window.mode));
  if (modes.size === 1) return [...modes][0] ?? "walk-in";
  return modes.size === 0 ? "walk-in" : "mixed";
}

/**
 * What may be said of its opening. « Ouvert » needs a person's confirmation; before it the half-day is
 * only "normally open" (DESIGN, Visit states).
 */
export type Openness = "cancelled" | "closed" | "open" | "normally-open" | "later";

/** What may be said of it at that moment; nobody having opened it, it closes with its hours. */
export function opennessOf(permanence: Pick<Permanence, "status" | "span">, now: Instant): Openness {
  if (permanence.status === "cancelled") return "cancelled";
  if (permanence.status === "closed") return "closed";
  if (permanence.status === "open") return "open";
  if (now < permanence.span.start) return "later";
  return now < permanence.span.end ? "normally-open" : "closed";
}

/** Minutes: the last person of a morning has gone by then. */
const RUNS_OVER = 3 * 60;

/** Whether a half-day that nobody closed may still be going on at that moment; later, somebody forgot to close it. */
export const mayStillRun = ({ end }: Pick<Interval, "end">, now: Instant): boolean => now < plusMinutes(end, RUNS_OVER);
