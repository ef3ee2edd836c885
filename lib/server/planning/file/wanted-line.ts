import type { Mode } from "#lib/schedule/permanence.ts";
import {
  cellsOfHalfDay,
  cellsOfSeries,
  type Cells,
  type Column,
  type DateLine,
  type LineProblem,
  type PlanningWords,
  type SeriesLine,
} from "#lib/wire/planning/planning-file.ts";
import type { HalfDayBody, SeriesBody } from "#lib/wire/schedule/series.ts";
import { planOf } from "#lib/server/planning/series/plan-of-series.ts";
import type { NameMatch, PlaceOfFile } from "./name-match.ts";
import type { StandingDate, StandingSeries } from "./standing-planning.ts";

type Window = { readonly from: number; readonly to: number; readonly mode: Mode };

/** What a series and a half-day offer alike, as rows say it: windows count minutes from the start. */
export type PlanFields = Pick<
  StandingSeries,
  "startMinute" | "endMinute" | "desks" | "bookableDesks" | "windows" | "topics" | "languages" | "audience"
>;

/** What a line asks for: the same as rows say it, and as a body of the use cases; `place`: where. */
export type WantedLine<Body> = { readonly place: PlaceOfFile; readonly offer: PlanFields; readonly body: Body };

/** How a file names places and topics, and which columns it has. */
export type FileVocabulary = {
  readonly columns: ReadonlySet<Column>;
  readonly findPlace: (written: string) => NameMatch<PlaceOfFile>;
  /** The key of a topic, by its key or its French name; anything else as it was written, for the use case to refuse. */
  readonly topicKey: (written: string) => string;
  readonly words: PlanningWords;
};

/** What is wrong with the place that a line names. */
export function placeOf(line: SeriesLine | DateLine, { findPlace }: FileVocabulary): PlaceOfFile | LineProblem {
  const written = line.body.place;
  const found = findPlace(written);
  if (found.one) return found.one;
  const values = { written, slugs: found.several.map(({ slug }) => slug).join(", ") };
  return { path: "place", column: "place", code: found.several.length === 0 ? "no-place" : "several-places", values };
}

/**
 * What a line of a series asks for. `standing`: the series that it is about; what the columns of the file do not say
 * stays as it is there.
 */
export function wantedSeries(
  { body }: SeriesLine,
  place: PlaceOfFile,
  reading: FileVocabulary,
  standing?: StandingSeries,
): WantedLine<SeriesBody> {
  const said = (column: Column): boolean => !standing || reading.columns.has(column);
  const offer = offerOf(body, reading, standing);
  const { untilDate, nthOfMonth, everyWeeks, ...rest } = body;
  const rhythm = said("rhythm") ? { everyWeeks, nthOfMonth } : standing!;
  const until = said("untilDate") ? untilDate : standing?.untilDate;
  return {
    place,
    offer,
    body: {
      ...rest,
      ...bodyOf(offer),
      place: place.id,
      everyWeeks: rhythm.everyWeeks,
      ...(rhythm.nthOfMonth !== undefined && { nthOfMonth: rhythm.nthOfMonth }),
      inSchoolHolidays: said("school") ? body.inSchoolHolidays : (standing?.inSchoolHolidays ?? true),
      ...(until !== undefined && { untilDate: until }),
    },
  };
}

/** The same of a half-day. */
export function wantedDate(
  { body }: DateLine,
  place: PlaceOfFile,
  reading: FileVocabulary,
  standing?: PlanFields,
): WantedLine<HalfDayBody> {
  const offer = offerOf(body, reading, standing);
  return { place, offer, body: { ...body, ...bodyOf(offer), place: place.id } };
}

function offerOf(
  body: HalfDayBody | SeriesBody,
  { columns, topicKey }: FileVocabulary,
  standing: PlanFields | undefined,
): PlanFields {
  const said = (...some: readonly Column[]): boolean => !standing || some.some((column) => columns.has(column));
  const lasts = standing !== undefined && standing.endMinute - standing.startMinute === body.to - body.from;
  const windows = said("appointment", "walkIn", "mixed")
    ? body.windows
    : lasts
      ? standing.windows.map((one) => ({ ...one, from: one.from + body.from, to: one.to + body.from }))
      : undefined;
  const plan = planOf({ ...body, windows });
  // Who takes the number of bookable desks out of a file did not mean that the usual one counts.
  const isKept =
    body.bookableDesks === undefined &&
    standing?.desks === body.desks &&
    same(wholeOr(standing.windows, standing), plan.windows);
  return {
    startMinute: body.from,
    endMinute: body.to,
    desks: plan.desks,
    bookableDesks: isKept ? standing.bookableDesks : plan.bookableLanes,
    windows: plan.windows,
    topics: said("topics") ? body.topics.map(topicKey) : (standing?.topics ?? []),
    languages: said("languages") ? body.languages : (standing?.languages ?? []),
    audience: said("audience") ? (body.audience ?? null) : (standing?.audience ?? null),
  };
}

/** As the bodies of series and half-days say it: windows in minutes of the day. */
const bodyOf = ({ startMinute, endMinute, windows, audience, ...offer }: PlanFields) => ({
  from: startMinute,
  to: endMinute,
  desks: offer.desks,
  bookableDesks: offer.bookableDesks,
  windows: windows.map(({ from, to, mode }) => ({ from: startMinute + from, to: startMinute + to, mode })),
  topics: [...offer.topics],
  languages: [...offer.languages],
  ...(audience !== null && { audience }),
});

/** A series as it stands, as a body of its use case. */
export const bodyOfSeries = ({ place, ...series }: StandingSeries): SeriesBody => ({
  ...bodyOf(series),
  place: place.id,
  weekday: series.weekday,
  everyWeeks: series.everyWeeks,
  ...(series.nthOfMonth !== undefined && { nthOfMonth: series.nthOfMonth }),
  inSchoolHolidays: series.inSchoolHolidays ?? true,
  fromDate: series.fromDate,
  ...(series.untilDate !== undefined && { untilDate: series.untilDate }),
});

/** The same of a half-day. */
export const bodyOfDate = ({
  place,
  localDate,
  ...offer
}: PlanFields & Pick<StandingDate, "place" | "localDate">): HalfDayBody => ({
  ...bodyOf(offer),
  place: place.id,
  date: localDate,
});

/** A row without windows takes walk-ins all the time. */
const wholeOr = (windows: readonly Window[], { startMinute, endMinute }: PlanFields): readonly Window[] =>
  windows.length > 0 ? windows : [{ from: 0, to: endMinute - startMinute, mode: "walk-in" }];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A cell that a line changes. */
export type CellChange = { readonly column: Column; readonly before: string; readonly after: string };

/**
 * In which cells a series differs from what a line asks for; none when it is so already. Its first day is compared
 * elsewhere.
 */
export function changesOfSeries(
  { place, ...standing }: StandingSeries,
  wanted: WantedLine<SeriesBody>,
  words: PlanningWords,
): readonly CellChange[] {
  const { weekday, everyWeeks, nthOfMonth, inSchoolHolidays, untilDate, fromDate } = wanted.body;
  const series = {
    id: standing.id,
    weekday,
    everyWeeks,
    ...(nthOfMonth !== undefined && { nthOfMonth }),
    inSchoolHolidays,
    fromDate,
    ...(untilDate !== undefined && { untilDate }),
  };
  const names = namesOf(place, wanted.place);
  return differences(
    cellsOfSeries({ ...standing, ...tidy(standing), place: names.before }, words),
    cellsOfSeries({ ...series, ...tidy(wanted.offer), place: names.after }, words),
    ["place", "weekday", "rhythm", "untilDate", "school", ...OFFERED],
  );
}

/** The same of a half-day. */
export function changesOfDate(
  { place, ...standing }: PlanFields & Pick<StandingDate, "place" | "localDate" | "state">,
  wanted: WantedLine<HalfDayBody>,
  words: PlanningWords,
): readonly CellChange[] {
  const names = namesOf(place, wanted.place);
  const { state } = standing;
  return differences(
    cellsOfHalfDay({ ...standing, ...tidy(standing), id: "", place: names.before }, words),
    cellsOfHalfDay({ ...tidy(wanted.offer), localDate: wanted.body.date, id: "", state, place: names.after }, words),
    ["place", "date", ...OFFERED],
  );
}

const OFFERED = [
  "from",
  "to",
  "appointment",
  "walkIn",
  "mixed",
  "desks",
  "bookableDesks",
  "topics",
  "audience",
  "languages",
] as const satisfies readonly Column[];

/** In one order and with its windows, so that what means the same is written alike. */
const tidy = (offer: PlanFields): PlanFields => ({
  startMinute: offer.startMinute,
  endMinute: offer.endMinute,
  desks: offer.desks,
  bookableDesks: offer.bookableDesks,
  audience: offer.audience,
  windows: wholeOr(offer.windows, offer),
  topics: offer.topics.toSorted(),
  languages: offer.languages.toSorted(),
});

/** Two places by their names, or by their slugs when these are the same. */
const namesOf = (before: PlaceOfFile, after: PlaceOfFile): { readonly before: string; readonly after: string } =>
  before.id !== after.id && before.name === after.name
    ? { before: before.slug, after: after.slug }
    : { before: before.name, after: after.name };

const differences = (before: Cells, after: Cells, columns: readonly Column[]): readonly CellChange[] =>
  columns
    .map((column) => ({ column, before: before[column] ?? "", after: after[column] ?? "" }))
    .filter((one) => one.before !== one.after);
