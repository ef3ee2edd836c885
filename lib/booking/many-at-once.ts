import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/** Appointments within an hour, online and without a proven contact, of which coordination is told. */
const MANY = 40;
const HOUR = 60;

/**
 * What coordination is told (docs/booking.md#many-at-once). `most`: how many were booked in the fullest hour.
 * `origins`: from where, by keyed hashes, with those that can be taken back, the most first. `shared`: the names of the
 * addresses that are left out, since many people share them.
 */
export type ManyAtOnce = {
  readonly most: number;
  readonly origins: readonly { readonly origin: string; readonly appointments: readonly BookedAtOnce[] }[];
  readonly shared: readonly string[];
};

/** One of them: when and where it is, and nobody’s name. */
type BookedAtOnce = {
  readonly id: string;
  readonly span: Interval;
  readonly place: string;
  readonly timeZone: string;
};

/**
 * Those of these appointments that were booked within an hour with 40 or more, and how many the fullest hour has;
 * undefined where none has as many. `booked`: in the order in which they were booked.
 */
export function manyAtOnce<One extends { readonly bookedAt: Instant }>(
  booked: readonly One[],
): { readonly most: number; readonly of: readonly One[] } | undefined {
  const of = new Set<One>();
  let most = 0;
  let first = 0;
  booked.forEach(({ bookedAt }, last) => {
    while (booked[first]!.bookedAt <= plusMinutes(bookedAt, -HOUR)) first += 1;
    const within = last - first + 1;
    most = Math.max(most, within);
    if (MANY <= within) for (const one of booked.slice(first, last + 1)) of.add(one);
  });
  return of.size > 0 ? { most, of: [...of] } : undefined;
}
