import { instant, instantOf, type Instant } from "../time/instant.ts";
import { env } from "./env.ts";

/** Kept on the process: a bundler may load this file more than once, and there is one clock. */
const kept = globalThis as { clockOffset?: number; clockWatchers?: Set<() => void> };

const watchers = (): Set<() => void> => (kept.clockWatchers ??= new Set());

const offset = (): number => (kept.clockOffset ??= env.APP_NOW ? instantOf(env.APP_NOW) - Date.now() : 0);

/** The one clock. Outside production APP_NOW starts it and `move` shifts it; it then runs. */
export const clock = {
  now: (): Instant => instant(Date.now() + offset()),
  /** How far this clock is from the machine's, in milliseconds. */
  offset,
  /** Sets the clock of this process; refuses in production. */
  move: (milliseconds: number): void => {
    if (env.APP_ENV === "production") throw new Error("The clock of a production instance does not move.");
    kept.clockOffset = milliseconds;
    for (const look of watchers()) look();
  },
  /** Calls it each time this process's clock has been set, until the answer is called: what was not due may be now. */
  whenMoved: (look: () => void): (() => void) => {
    watchers().add(look);
    return () => void watchers().delete(look);
  },
};

/** A column's Date from a moment of the core. */
export const toDate = (moment: Instant): Date => new Date(moment);
