import { TOPIC_BOX, LANGUAGE_BOX, ticked } from "#lib/wire/staff-form.ts";
import { z } from "zod";
import type { Series } from "#lib/schedule/series.ts";
import { hourOfMinute as hour } from "#lib/time/hour-of-minute.ts";
import { halfDayBody, seriesBody, type HalfDayBody, type SeriesBody } from "./series.ts";
import { problemsOf, type SetupProblem, type SetupResult } from "#lib/wire/setup-fields.ts";
import { ofSentence, wholeOf } from "./weekly-sentence.ts";
import { ours } from "#lib/wire/bounds.ts";

/**
 * How people come, as the sentence of a series offers it: without an appointment; with one first and without from an
 * hour on; with one alone; as they like all the time. `kept`: windows that no such word says, as a file wrote them;
 * they stay.
 */
export const WAYS = ["walk-in", "appointment-first", "appointment", "mixed", "kept"] as const;
type WayIn = (typeof WAYS)[number];

/** The rhythms that the sentence offers: every so many weeks, or « n » and which weekday of the month. */
export const RHYTHMS = ["1", "2", "3", "4", "n1", "n2", "n3", "n4", "n-1"] as const;

/** Until when appointments last counts by how people come. */
export const WINDOWS_TOGETHER = ["way", "until", "kept"] as const;

const fields = z.object({
  weekday: ours.default(""),
  from: ours.default(""),
  to: ours.default(""),
  place: ours.default(""),
  rhythm: ours.default("1"),
  school: z.enum(["with", "without"]).catch("with"),
  fromDate: ours.default(""),
  untilDate: ours.default(""),
  desks: ours.default(""),
  bookableDesks: ours.default(""),
  way: z.enum(WAYS).catch("walk-in"),
  until: ours.default(""),
  kept: ours.default("[]"),
  audience: ours.default(""),
});

/** Reads the form of a series. Refused with all its problems at once, under the names of its fields. */
export function readSeriesForm(form: Readonly<Record<string, string>>): SetupResult<SeriesBody> {
  const typed = fields.parse(form);
  const { weekday, from, to, place, rhythm, fromDate, untilDate, desks, bookableDesks, way, until, kept } = typed;
  const nth = /^n(-?\d)$/u.exec(rhythm)?.[1];
  const content = {
    weekday: wholeOf(weekday),
    from,
    to,
    place,
    ...(nth === undefined ? { everyWeeks: wholeOf(rhythm) } : { nthOfMonth: Number(nth) }),
    inSchoolHolidays: typed.school === "with",
    fromDate,
    ...(untilDate.trim() !== "" && { untilDate }),
    desks: wholeOf(desks),
    ...(bookableDesks.trim() !== "" && { bookableDesks: wholeOf(bookableDesks) }),
    windows: windowsOfWay(way, { from, to, until, kept }),
    topics: ticked(form, TOPIC_BOX),
    languages: ticked(form, LANGUAGE_BOX),
    ...(typed.audience.trim() !== "" && { audience: typed.audience }),
  };
  return parsed(seriesBody, content);
}

/** Reads the form of one half-day, which has a day instead of a rhythm. Refused alike. */
export function readHalfDayForm(form: Readonly<Record<string, string>>): SetupResult<HalfDayBody> {
  const { from, to, place, desks, bookableDesks, way, until, kept, audience } = fields.parse(form);
  return parsed(halfDayBody, {
    date: form["date"] ?? "",
    from,
    to,
    place,
    desks: wholeOf(desks),
    ...(bookableDesks.trim() !== "" && { bookableDesks: wholeOf(bookableDesks) }),
    windows: windowsOfWay(way, { from, to, until, kept }),
    topics: ticked(form, TOPIC_BOX),
    languages: ticked(form, LANGUAGE_BOX),
    ...(audience.trim() !== "" && { audience }),
  });
}

function parsed<Body extends z.ZodType>(body: Body, content: unknown): SetupResult<z.output<Body>> {
  const read = body.safeParse(content);
  if (read.success) return { ok: true, value: read.data };
  const problems = read.error.issues.flatMap((issue) => problemsOf(issue, content)).flatMap(ofSentence);
  return { ok: false, problems: firstOfEach(problems.map(underItsField)) };
}

/**
 * Where nobody said how long: the first hour of the half-day. An hour that is none stays as it was typed, to be
 * refused.
 */
function anHourAfter(from: string): string {
  const [hours, minutes] = /^(\d{2}):(\d{2})$/u.exec(from)?.slice(1).map(Number) ?? [];
  return hours === undefined || minutes === undefined ? from : hour((hours + 1) * 60 + minutes);
}

function windowsOfWay(
  way: WayIn,
  {
    from,
    to,
    until,
    kept,
  }: { readonly from: string; readonly to: string; readonly until: string; readonly kept: string },
): unknown {
  switch (way) {
    case "walk-in":
      return [];
    case "appointment-first": {
      const end = until.trim() === "" ? anHourAfter(from) : until;
      return [
        { from, to: end, mode: "appointment" },
        { from: end, to, mode: "walk-in" },
      ];
    }
    case "appointment":
    case "mixed":
      return [{ from, to, mode: way }];
    case "kept":
      try {
        return JSON.parse(kept) as unknown;
      } catch {
        return [{ from, to, mode: "walk-in" }];
      }
  }
}

const underItsField = (problem: SetupProblem): SetupProblem =>
  ["everyWeeks", "nthOfMonth"].includes(problem.path) ? { ...problem, path: "rhythm" } : problem;

const firstOfEach = (problems: readonly SetupProblem[]): readonly SetupProblem[] =>
  problems.filter(({ path }, index, all) => all.findIndex((one) => one.path === path) === index);

/** What a series and a half-day have in common, as rows say it; windows count minutes from the start. */
type WrittenHours = Pick<Series, "startMinute" | "endMinute"> & {
  readonly place: string;
  readonly desks: number;
  readonly bookableDesks: number;
  readonly windows: readonly { readonly from: number; readonly to: number; readonly mode: string }[];
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly audience: string | null;
};

/** A series as its row says it. */
type WrittenSeries = WrittenHours &
  Pick<Series, "weekday" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays" | "untilDate">;

/** What stands in the form of a series when it is opened. */
export const fieldsOfSeries = (series: WrittenSeries): Readonly<Record<string, string>> => ({
  ...fieldsOfHours(series),
  weekday: String(series.weekday),
  rhythm: series.nthOfMonth === undefined ? String(series.everyWeeks) : `n${series.nthOfMonth}`,
  school: series.inSchoolHolidays === false ? "without" : "with",
  untilDate: series.untilDate ?? "",
});

/** What stands in the form of a half-day, but for its day. */
export function fieldsOfHours(series: WrittenHours): Readonly<Record<string, string>> {
  const { startMinute, endMinute, windows } = series;
  const absolute = windows.map(({ from, to, mode }) => ({
    from: hour(startMinute + from),
    to: hour(startMinute + to),
    mode,
  }));
  const [first, second, ...others] = absolute;
  const start = hour(startMinute);
  const end = hour(endMinute);
  const isWhole = first !== undefined && second === undefined && first.from === start && first.to === end;
  const isFirst =
    first?.mode === "appointment" &&
    second?.mode === "walk-in" &&
    others.length === 0 &&
    first.from === start &&
    first.to === second.from &&
    second.to === end;
  const way: WayIn =
    first === undefined ? "walk-in" : isWhole ? (first.mode as WayIn) : isFirst ? "appointment-first" : "kept";
  return {
    from: start,
    to: end,
    place: series.place,
    desks: String(series.desks),
    // Left open where nobody books, so that whoever chooses appointments gets the advised number, not none.
    bookableDesks: way === "walk-in" && series.bookableDesks === 0 ? "" : String(series.bookableDesks),
    way,
    until: isFirst ? (second?.from ?? "") : "",
    ...(way === "kept" && { kept: JSON.stringify(absolute) }),
    audience: series.audience ?? "",
    ...Object.fromEntries(series.topics.map((key) => [`${TOPIC_BOX}${key}`, "on"])),
    ...Object.fromEntries(series.languages.map((code) => [`${LANGUAGE_BOX}${code}`, "on"])),
  };
}
