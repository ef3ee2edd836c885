import { instant } from "#lib/time/instant.ts";
import { outside, type Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import type { FreePerson } from "./who-is-free.ts";
import { staffingOf, type SeatedPerson } from "./staffing.ts";

/** Which part of its days an absence takes. */
export const PARTS_OF_DAY = ["day", "morning", "afternoon"] as const;
export type PartOfDay = (typeof PARTS_OF_DAY)[number];

/** Days of an absence, YYYY-MM-DD, the last one included. A part of the day is that of a single day. */
export type AbsenceDays = { readonly from: string; readonly until: string; readonly part: PartOfDay };

/**
 * Minute of the day at which a morning ends and an afternoon begins: half-days are held until 12 or 13 hours, and from
 * 13 or 14 hours on.
 */
const MIDDAY = 13 * 60;

/**
 * The time that these days take on the clock of a zone. A part counts for the first day and the last, which are then
 * one.
 */
export function spanOfDays({ from, until, part }: AbsenceDays, timeZone: string): Interval {
  return {
    start: instantAt(from, part === "afternoon" ? MIDDAY : 0, timeZone),
    end: part === "morning" ? instantAt(until, MIDDAY, timeZone) : instantAt(plusDays(until, 1), 0, timeZone),
  };
}

/**
 * The days of a span whose beginning and end are where days, mornings or afternoons begin and end; undefined of any
 * other.
 */
export function daysOfSpan({ start, end }: Interval, timeZone: string): AbsenceDays | undefined {
  const from = localDateOf(start, timeZone);
  const until = localDateOf(instant(end - 1), timeZone);
  return PARTS_OF_DAY.map((part) => ({ from, until, part })).find((days) => {
    const span = spanOfDays(days, timeZone);
    return span.start === start && span.end === end && (days.part === "day" || from === until);
  });
}

/**
 * A half-day at which an absence misses somebody. `hours`: those of theirs that fall into it; `desk`: which was theirs
 * then. `nobody`: at some hour of these nobody else is there; `alone`: only services civiques are. `booked`:
 * appointments in these hours; `wanted`: those of them that want this person. `couldStepIn`: the first who could take
 * the desk over for these hours; `more`: how many others could.
 */
export type TouchedHalfDay = {
  readonly permanence: string;
  readonly place: { readonly id: string; readonly name: string };
  readonly localDate: string;
  readonly timeZone: string;
  readonly span: Interval;
  readonly hours: Interval;
  readonly desk: number;
  readonly nobody: boolean;
  readonly alone: boolean;
  readonly booked: number;
  readonly wanted: number;
  readonly couldStepIn: readonly (FreePerson & { readonly name?: string })[];
  readonly more?: number;
};

/**
 * What an absence does, or did. `spans`: what is written, in order of time; several where they were away in between
 * already. `halfDays`: what it touches of this organisation's, in order of time; `otherPlaces`: how many of its
 * half-days at places of which the reader is not told. `elsewhere`: how many of other organisations' half-days, which
 * are not named. `version`: names what was read, to be sent back as `seen`.
 */
export type AbsenceEffect = {
  readonly account: string;
  readonly name?: string;
  readonly timeZone: string;
  readonly spans: readonly Interval[];
  readonly ids: readonly string[];
  readonly halfDays: readonly TouchedHalfDay[];
  readonly otherPlaces: number;
  readonly elsewhere: number;
  readonly version: string;
};

/** An absence that is not over. `begun`: it goes on. `own`: entered by this organisation, which alone changes it. */
export type ListedAbsence = {
  readonly id: string;
  readonly span: Interval;
  readonly begun: boolean;
  readonly own: boolean;
};

/**
 * The absences of somebody that are not over, on the clock of their organisation, and whom they call: its telephone,
 * when it answers as the organisation wrote it, and the names of its coordinators. `morningOver`: what counts as the
 * morning of `today` is over.
 */
export type AbsencesOfPerson = {
  readonly account: string;
  readonly name?: string;
  readonly timeZone: string;
  readonly today: string;
  readonly morningOver: boolean;
  readonly absences: readonly ListedAbsence[];
  readonly phone?: string;
  readonly phoneHours?: string;
  readonly coordinators: readonly string[];
};

/** What is left of a half-day's people while somebody is away. */
export function afterAbsence(
  hours: Interval,
  account: string,
  people: readonly SeatedPerson[],
): { readonly nobody: boolean; readonly alone: boolean } {
  const others = people.filter((one) => one.account !== account);
  // All at one desk: it has a gap when nobody is at any.
  const { missing, alone } = staffingOf(
    hours,
    1,
    others.map((one) => ({ ...one, desk: 1 })),
  );
  return { nobody: missing > 0, alone: alone !== undefined };
}

/** The hours of a span that absences take, in order of time. */
export const missedHours = (span: Interval, absences: readonly Interval[]): readonly Interval[] =>
  outside(span, outside(span, absences));
