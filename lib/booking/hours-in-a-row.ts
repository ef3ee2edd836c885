import type { Instant } from "#lib/time/instant.ts";
import type { Slot } from "./appointment.ts";

/** People for whom somebody books in a row at once. */
export const MOST_IN_A_ROW = 6;

/**
 * The starts of at most so many free hours one after the other, none before the one before it is over: the first that
 * is free, and so on.
 */
export function hoursInARow(slots: readonly Slot[], most: number): readonly Instant[] {
  const starts: Instant[] = [];
  let free: Instant | undefined;
  for (const { span } of slots.toSorted((a, b) => a.span.start - b.span.start)) {
    if (starts.length === most) break;
    if (free !== undefined && span.start < free) continue;
    starts.push(span.start);
    free = span.end;
  }
  return starts;
}

/** One of the people for whom is booked: first name and telephone, if they are told. */
export type PersonToBook = { readonly name?: string; readonly phone?: string };

/**
 * People to book for, one after the other. `language`: in which those with a telephone of their own are written to.
 */
export type PeopleToBook = {
  readonly permanence: string;
  readonly topic: string;
  readonly language: string;
  readonly people: readonly PersonToBook[];
};
