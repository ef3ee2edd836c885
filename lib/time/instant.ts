/** A moment: whole milliseconds since 1970-01-01 UTC. A branded number, so that a count of minutes is not accepted. */
export type Instant = number & { readonly __instant: unique symbol };

/**
 * A moment from milliseconds, fractions cut off. `+ 0` turns minus zero into zero, which JSON and PostgreSQL cannot
 * keep.
 */
export const instant = (milliseconds: number): Instant => (Math.trunc(milliseconds) + 0) as Instant;

/** Reads a moment from ISO 8601 text with an offset or Z. Throws a RangeError for any other text. */
export const instantOf = (iso: string): Instant => {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) throw new RangeError("This text is not a moment in ISO 8601.");
  return instant(milliseconds);
};

export const MINUTE = 60_000;
export const SECOND = 1_000;

/** The moment `minutes` later (earlier when negative). */
export const plusMinutes = (moment: Instant, minutes: number): Instant => instant(moment + minutes * MINUTE);

/** Whole minutes from one moment to another, rounded down; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number => Math.floor((to - from) / MINUTE);
