import { daysBetween, mondayOf } from "#lib/time/zone.ts";

/**
 * On which dates of a series somebody is planned « comme chaque semaine ». `until`: the last day (YYYY-MM-DD), else as
 * long as the series has dates; `everyOther`: every second week alone, from that of the first date on.
 */
export type Rhythm = { readonly until?: string; readonly everyOther?: boolean };

/** Whether a date of a series is one of them. `first`: the date from which it is planned. */
export const isInRhythm = (date: string, first: string, { until, everyOther = false }: Rhythm): boolean =>
  (until === undefined || date <= until) &&
  (!everyOther || (daysBetween(mondayOf(first), mondayOf(date)) / 7) % 2 === 0);
