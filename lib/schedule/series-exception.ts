import type { ClosedTimes } from "./closed-times.ts";

/** Hours on the clock of the place, in minutes of its day; they end on the same day. */
export type Hours = { readonly startMinute: number; readonly endMinute: number };

/** Where a date is held instead of the place of its series: the place, its zone, and what is closed there. */
type OtherPlace = { readonly place: string; readonly timeZone: string; readonly closed: ClosedTimes };

/**
 * A date of a series (`originalDate`, YYYY-MM-DD) and what differs from the series: the day it is held, its hours, its
 * place. `despiteHoliday`: somebody decided to hold it although its day is a public holiday.
 */
export type ChangedDate = {
  readonly originalDate: string;
  readonly localDate?: string;
  readonly hours?: Hours;
  readonly at?: OtherPlace;
  readonly despiteHoliday?: boolean;
};

/**
 * What was decided about one date of a series (docs/calendars.md#exceptions). It stays after its half-day was written:
 * it says that the date no longer follows the series, and removing it gives the date back to the series.
 */
export type SeriesException =
  | ({ readonly kind: "changed" } & ChangedDate)
  | { readonly kind: "cancelled"; readonly originalDate: string };

/** A window as rows hold it: minutes from the start of the half-day. */
type Window = { readonly from: number; readonly to: number };

/**
 * The windows of a series for a date that lasts `minutes` instead of the series': cut at the end of the date; one that
 * ends with the series ends with the date.
 */
export const windowsLasting = <Kept extends Window>(
  windows: readonly Kept[],
  series: Hours,
  minutes: number,
): readonly Kept[] =>
  windows
    .filter(({ from }) => from < minutes)
    .map((window) => ({
      ...window,
      to: window.to === series.endMinute - series.startMinute ? minutes : Math.min(window.to, minutes),
    }));
