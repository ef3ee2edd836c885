import type { Between } from "./clocks.ts";

/** The moments of a visit that the script measured, and the columns in which the application keeps them. */
const MOMENTS = ["called_at", "started_at", "ended_at"] as const;
type Moment = (typeof MOMENTS)[number];

export type VisitRow = { readonly number: number; readonly state: string } & Readonly<Record<Moment, Date | null>>;

/** The script's stopwatch: when it tapped for whom. A later call of the same person replaces the former. */
export class Stopwatch {
  readonly #measured = new Map<number, Partial<Record<Moment, Between>>>();

  notes(number: number, moment: Moment, when: Between): void {
    this.#measured.set(number, { ...this.#measured.get(number), [moment]: when });
  }

  /** What rows do not say as it was measured, a sentence each: a moment, or the time between two. */
  faults(rows: readonly VisitRow[]): readonly string[] {
    return [...this.#measured].flatMap(([number, measured]) => {
      const row = rows.find((one) => one.number === number);
      return row ? faultsOf(row, measured) : [`Number ${number} has no row.`];
    });
  }
}

function faultsOf(row: VisitRow, measured: Partial<Record<Moment, Between>>): readonly string[] {
  const moments = MOMENTS.flatMap((moment) => {
    const kept = row[moment]?.getTime();
    const seen = measured[moment];
    return kept === undefined || seen === undefined ? [] : [{ moment, kept, seen }];
  });
  const missing = MOMENTS.filter((moment) => measured[moment] !== undefined && row[moment] === null).map(
    (moment) => `Number ${row.number} has no ${moment}.`,
  );
  const wrong = moments
    .filter(({ kept, seen }) => kept < seen.earliest - WRONG_AT_MOST || kept > seen.latest + WRONG_AT_MOST)
    .map(
      ({ moment, kept, seen }) =>
        `Number ${row.number}: ${moment} is ${clockOf(kept)} and was ${clockOf(seen.earliest)} to ${clockOf(seen.latest)}.`,
    );
  const lasted = moments.slice(1).flatMap((to, index) => {
    const from = moments[index];
    if (!from) return [];
    // A help that is taken over begins by the clock of one tablet and ends by that of another.
    const uncertain = from.seen.on === to.seen.on ? UNCERTAIN : WRONG_AT_MOST;
    const least = to.seen.earliest - from.seen.latest - uncertain;
    const most = to.seen.latest - from.seen.earliest + uncertain;
    const kept = to.kept - from.kept;
    return kept < least || kept > most
      ? [
          `Number ${row.number}: ${from.moment} to ${to.moment} lasted ${minutesOf(kept)}, and by the stopwatch ${minutesOf(least)} to ${minutesOf(most)}.`,
        ]
      : [];
  });
  return [...missing, ...wrong, ...lasted];
}

/**
 * Milliseconds of a busy machine between a tap and the moment that the tablet notes, and between the clocks that are
 * set together.
 */
const UNCERTAIN = 1_000;

/**
 * Milliseconds by which the clock of a tablet may be wrong before it is set by the server; what lasts on one tablet is
 * not longer for that.
 */
const WRONG_AT_MOST = 5_000 + UNCERTAIN;

const clockOf = (moment: number): string => new Date(moment).toISOString().slice(11, 21);

/** "12:05": minutes and seconds. */
const minutesOf = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(Math.abs(seconds % 60)).padStart(2, "0")}`;
};
