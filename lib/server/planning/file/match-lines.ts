import { hourOfMinute } from "#lib/time/hour-of-minute.ts";
import { ANOTHER, plain, type Column, type LineProblem } from "#lib/wire/planning/planning-file.ts";
import type { HalfDayBody, SeriesBody } from "#lib/wire/schedule/series.ts";
import type { PlaceOfFile } from "./name-match.ts";
import type { StandingDate, StandingSeries } from "./standing-planning.ts";

/*
 * Which series or half-day a line is about (docs/decisions/half-days-and-series.md): that of its reference, or the one
 * that stands at the same place, on the same day, at a part of the same hours.
 */

/** The one that a line is about; undefined for something new. */
export type Match<Standing> =
  | { readonly ok: true; readonly standing: Standing | undefined }
  | { readonly ok: false; readonly problem: LineProblem };

const is = <Standing>(standing: Standing | undefined): Match<Standing> => ({ ok: true, standing });
const wrong = (column: Column, code: string, values?: LineProblem["values"]): Match<never> => ({
  ok: false,
  problem: { path: column, column, code, ...(values && { values }) },
});

/**
 * Finds the series of a line. A reference to a series that another one followed means the one that holds now. Without
 * one, a series at a part of its hours that begins at another hour may be meant or not: that is asked
 * (`same-or-another`), and the reference answers it: its id, or « nouveau ».
 */
export function matchSeries(
  { reference: id, body }: { readonly reference?: string; readonly body: SeriesBody },
  place: PlaceOfFile,
  all: readonly StandingSeries[],
  today: string,
): Match<StandingSeries> {
  const isAnother = id !== undefined && plain(id) === ANOTHER;
  if (id !== undefined && !isAnother) {
    const named = all.find((one) => one.id === id);
    return named ? is(latestOf(named, all)) : wrong("reference", "no-such-reference", { written: id.slice(0, 60) });
  }
  const followed = new Set(all.flatMap(({ follows }) => follows ?? []));
  const found = all.filter(
    (one) =>
      one.place.id === place.id &&
      one.weekday === body.weekday &&
      one.everyWeeks === body.everyWeeks &&
      one.nthOfMonth === body.nthOfMonth &&
      (one.untilDate === undefined || one.untilDate >= today) &&
      !(followed.has(one.id) && one.untilDate !== undefined) &&
      meets(one, body),
  );
  // Sent again, « nouveau » means the one that it has made.
  if (isAnother) return is(found.find(({ startMinute }) => startMinute === body.from));
  const [only, ...others] = found;
  if (only && others.length === 0 && only.startMinute !== body.from)
    return wrong("reference", "same-or-another", {
      from: hourOfMinute(only.startMinute),
      to: hourOfMinute(only.endMinute),
      reference: only.id,
    });
  return oneOf(found, body.from);
}

/** The series that holds after all that followed it. */
function latestOf(one: StandingSeries, all: readonly StandingSeries[]): StandingSeries {
  const next = all.find(({ follows }) => follows === one.id);
  return next ? latestOf(next, all) : one;
}

/** What is asked of a half-day to know whether a line is about it. */
type HalfDayToMatch = Pick<StandingDate, "place" | "localDate" | "startMinute" | "endMinute" | "state"> & {
  readonly id?: string;
};

/** Finds the half-day of a line. A cancelled one is found by its reference alone: another may stand in its place. */
export function matchDate<Standing extends HalfDayToMatch>(
  { reference: id, body }: { readonly reference?: string; readonly body: HalfDayBody },
  place: PlaceOfFile,
  {
    byId,
    byDay,
  }: { readonly byId: ReadonlyMap<string, Standing>; readonly byDay: ReadonlyMap<string, readonly Standing[]> },
): Match<Standing> {
  if (id !== undefined) {
    const named = byId.get(id);
    return named ? is(named) : wrong("reference", "no-such-reference", { written: id.slice(0, 60) });
  }
  const found = (byDay.get(dayAt(place.id, body.date)) ?? []).filter(
    (one) => one.state !== "cancelled" && meets(one, body),
  );
  return oneOf(found, body.from);
}

/** The key of a day at a place. */
export const dayAt = (place: string, date: string): string => `${place} ${date}`;

const meets = (
  { startMinute, endMinute }: { readonly startMinute: number; readonly endMinute: number },
  { from, to }: { readonly from: number; readonly to: number },
): boolean => startMinute < to && from < endMinute;

/** Of several the one that begins at the same hour. */
function oneOf<Standing extends { readonly startMinute: number }>(
  found: readonly Standing[],
  from: number,
): Match<Standing> {
  if (found.length < 2) return is(found[0]);
  const [one, ...others] = found.filter(({ startMinute }) => startMinute === from);
  return one !== undefined && others.length === 0 ? is(one) : wrong("reference", "which-line");
}

/** Whether two lines without a reference ask for the same place, day and a part of the same hours. */
export const isSameTwice = (
  a: { readonly place: string; readonly day: string; readonly from: number; readonly to: number },
  b: { readonly place: string; readonly day: string; readonly from: number; readonly to: number },
): boolean => a.place === b.place && a.day === b.day && a.from < b.to && b.from < a.to;
