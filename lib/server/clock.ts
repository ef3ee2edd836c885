import { instant, instantOf, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { env } from "./env.ts";
import { uuidv7 } from "#lib/uuid.ts";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { clockOffset?: number; clockWatchers?: Set<() => void> };

const watchers = (): Set<() => void> => (kept.clockWatchers ??= new Set());

const offset = (): number => (kept.clockOffset ??= env.APP_NOW ? instantOf(env.APP_NOW) - Date.now() : 0);

/**
 * The one clock of the server (docs/architecture.md#clock). Outside production APP_NOW sets its start and `move` shifts
 * it; it always runs.
 */
export const clock = {
  now: (): Instant => instant(Date.now() + offset()),
  /** How far this clock is ahead of the machine's, in milliseconds. */
  offset,
  /** Sets how far the clock of this process is ahead of the machine's, in milliseconds; throws in production. */
  move: (milliseconds: number): void => {
    if (env.APP_ENV === "production") throw new Error("The clock of a production instance does not move.");
    kept.clockOffset = milliseconds;
    for (const look of watchers()) look();
  },
  /** Calls `look` each time this clock has been set, until the returned function is called. */
  whenMoved: (look: () => void): (() => void) => {
    watchers().add(look);
    return () => void watchers().delete(look);
  },
};

/** The Date that a database column takes, from an instant of the core. */
export const toDate = (moment: Instant): Date => new Date(moment);

/** The span of a row of the database. */
export const spanOf = ({ startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date }): Interval => ({
  start: instant(startsAt.getTime()),
  end: instant(endsAt.getTime()),
});

/** A new id (UUIDv7 of our clock) for a row or a command that this server makes itself. */
export const freshId = (): string => uuidv7(clock.now(), crypto.getRandomValues(new Uint8Array(10)));
