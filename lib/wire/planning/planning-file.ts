import type { z } from "zod";
import { readCsv, writeCsv, type Separator } from "#lib/csv.ts";
import { latinDigits } from "#lib/latin-digits.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import { plainWords } from "#lib/place/plain-words.ts";
import type { Mode, Openness } from "#lib/schedule/permanence.ts";
import type { Nth } from "#lib/schedule/series.ts";
import { hourOfMinute } from "#lib/time/hour-of-minute.ts";
import { weekdayOf } from "#lib/time/zone.ts";
import { halfDayBody, seriesBody, type HalfDayBody, type SeriesBody } from "#lib/wire/schedule/series.ts";
import { problemsOf, type SetupProblem } from "#lib/wire/setup-fields.ts";
import { wholeOf } from "#lib/wire/schedule/weekly-sentence.ts";

/*
 * The planning of an organisation as a table (docs/planning.md#the-planning-as-a-file): one line a series or a dated
 * half-day, the same columns written and read.
 */

/** The columns in the order in which they are written. A file may have them in another order, and not all of them. */
export const COLUMNS = [
  "kind",
  "reference",
  "place",
  "weekday",
  "rhythm",
  "date",
  "fromDate",
  "untilDate",
  "school",
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
  "people",
  "state",
  "short",
] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * The words of a file, in French: the headings of its columns, the two types of lines, and the states of a half-day.
 */
export type PlanningWords = {
  readonly columns: Readonly<Record<Column, string>>;
  readonly kinds: Readonly<Record<"series" | "date", string>>;
  readonly states: Readonly<Record<Openness, string>>;
};

const WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"] as const;
/** Who is named when nobody is to be there. */
const NOBODY = "personne";
/** What stands as the reference of a series that is another one than what is held at a part of its hours. */
export const ANOTHER = "nouveau";
/** Between people; an address may hold a plus without spaces. */
const AND = " + ";

type Window = { readonly from: number; readonly to: number; readonly mode: Mode };

/** Somebody at a desk: an e-mail address or a name; `from`, `to`: minutes of the day, of a part. */
export type NamedPerson = {
  readonly who: string;
  readonly desk?: number;
  readonly from?: number;
  readonly to?: number;
};

/**
 * What is written of a series and of a half-day alike. `place`: its name, or what stands for it; windows count minutes
 * from the start.
 */
type WrittenHours = {
  readonly id: string;
  readonly place: string;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly desks: number;
  readonly bookableDesks: number;
  readonly windows: readonly Window[];
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly audience: string | null;
};

export type WrittenSeries = WrittenHours & {
  readonly weekday: number;
  readonly everyWeeks: number;
  readonly nthOfMonth?: Nth;
  readonly inSchoolHolidays?: boolean;
  readonly fromDate: string;
  readonly untilDate?: string;
};

/** `people` and `short`: absent for whoever may not read who is planned. `short`: a few words of what is missing. */
export type WrittenHalfDay = WrittenHours & {
  readonly localDate: string;
  readonly state: Openness;
  readonly people?: readonly NamedPerson[];
  readonly short?: string;
};

/** The cells of a line by column; one that is absent is empty. */
export type Cells = Partial<Record<Column, string>>;

/** The table of these series and half-days, as text. */
export const writePlanningFile = (
  series: readonly WrittenSeries[],
  halfDays: readonly WrittenHalfDay[],
  words: PlanningWords,
): string =>
  writeCsv([
    COLUMNS.map((column) => words.columns[column]),
    ...[...series.map((one) => cellsOfSeries(one, words)), ...halfDays.map((one) => cellsOfHalfDay(one, words))].map(
      (cells) => COLUMNS.map((column) => cells[column] ?? ""),
    ),
  ]);

/** How a series is written. */
export const cellsOfSeries = (series: WrittenSeries, { kinds }: PlanningWords): Cells => ({
  ...cellsOfHours(series),
  kind: kinds.series,
  weekday: WEEKDAYS[series.weekday - 1] ?? "",
  rhythm: rhythmOf(series),
  fromDate: frenchDay(series.fromDate),
  untilDate: series.untilDate === undefined ? "" : frenchDay(series.untilDate),
  school: (series.inSchoolHolidays ?? true) ? "oui" : "non",
});

/** How a half-day is written. */
export const cellsOfHalfDay = (
  { people, short, ...halfDay }: WrittenHalfDay,
  { kinds, states }: PlanningWords,
): Cells => ({
  ...cellsOfHours(halfDay),
  kind: kinds.date,
  weekday: WEEKDAYS[weekdayOf(halfDay.localDate) - 1] ?? "",
  date: frenchDay(halfDay.localDate),
  ...(people && { people: people.map(writtenPerson).join(AND) }),
  state: states[halfDay.state],
  ...(short !== undefined && { short }),
});

/** The name of a line in a report: « Mairie, lundi, 09:00 ». */
const nameOfLine = (cell: (column: Column) => string): string =>
  [cell("place"), cell("date") || cell("weekday"), cell("from")].filter((part) => part !== "").join(", ");

const cellsOfHours = ({ startMinute, endMinute, windows, audience, ...hours }: WrittenHours): Cells => {
  const during = (wanted: Mode): string =>
    windows
      .filter(({ mode }) => mode === wanted)
      .map(({ from, to }) => span(startMinute + from, startMinute + to))
      .join(", ");
  return {
    reference: hours.id,
    place: hours.place,
    from: hourOfMinute(startMinute),
    to: hourOfMinute(endMinute),
    appointment: during("appointment"),
    walkIn: during("walk-in"),
    mixed: during("mixed"),
    desks: String(hours.desks),
    bookableDesks: String(hours.bookableDesks),
    topics: hours.topics.join(", "),
    audience: audience ?? "",
    languages: hours.languages.join(", "),
  };
};

const span = (from: number, to: number): string => `${hourOfMinute(from)}-${hourOfMinute(to)}`;

/** « awa@ville.example table 1 09:00-10:30 ». */
const writtenPerson = ({ who, desk, from, to }: NamedPerson): string =>
  [
    who,
    ...(desk === undefined ? [] : [`table ${desk}`]),
    ...(from === undefined || to === undefined ? [] : [span(from, to)]),
  ].join(" ");

/** Whether a name can be written for a person: nothing in it is read as a table, hours, or somebody else. */
export const isPlainName = (name: string): boolean => {
  const [read, ...others] = peopleOf(name) ?? [];
  return (
    others.length === 0 && read !== undefined && read.who === name && read.desk === undefined && read.from === undefined
  );
};

const frenchDay = (day: string): string => day.split("-").reverse().join("/");

const RANKS: Readonly<Record<Nth, string>> = { 1: "1er", 2: "2e", 3: "3e", 4: "4e", [-1]: "dernier" };

const rhythmOf = ({ everyWeeks, nthOfMonth }: Pick<WrittenSeries, "everyWeeks" | "nthOfMonth">): string =>
  nthOfMonth === undefined
    ? everyWeeks === 1
      ? "chaque semaine"
      : `toutes les ${everyWeeks} semaines`
    : `${RANKS[nthOfMonth]} du mois`;

/** What is wrong in a line. `column`: where. */
export type LineProblem = SetupProblem & { readonly column?: Column };

type LineHead = {
  readonly number: number;
  readonly name: string;
  readonly reference?: string;
  readonly people?: readonly NamedPerson[];
};

/**
 * A line as it was read. `place` of a body is the text of its cell, and so are its topics. `people`: who is to be
 * there; absent when the cell says nothing, empty when it says « personne ». `fromDate`: absent when the cell is empty.
 */
export type SeriesLine = LineHead & { readonly kind: "series"; readonly body: SeriesBody; readonly fromDate?: string };
export type DateLine = LineHead & { readonly kind: "date"; readonly body: HalfDayBody; readonly state?: string };
type WrongLine = {
  readonly kind: "wrong";
  readonly number: number;
  readonly name: string;
  readonly problems: readonly LineProblem[];
};
export type PlanningLine = SeriesLine | DateLine | WrongLine;

/** What a file says. `columns`: those that it has; `unread`: headings that are none of them. */
export type PlanningFile = {
  readonly lines: readonly PlanningLine[];
  readonly columns: ReadonlySet<Column>;
  readonly unread: readonly string[];
};

/** Without these there is nothing to plan. */
const NEEDED: readonly Column[] = ["place", "from", "to"];

/**
 * Reads such a table: with semicolons, tabs as spreadsheets paste them, or commas; days as 22/03/2027 or 2027-03-22,
 * hours as 09:00, 9 h or 9h30. `today`: the first day of a series of which none is said. Undefined when the first line
 * does not name at least place and hours.
 */
export function readPlanningFile(text: string, words: PlanningWords, today: string): PlanningFile | undefined {
  const [head, ...lines] = readCsv(text, separatorOf(text));
  const names = (head?.fields ?? []).map(plain);
  const at = new Map(COLUMNS.map((column) => [column, names.indexOf(plain(words.columns[column]))]));
  if (NEEDED.some((column) => at.get(column) === -1)) return undefined;
  const known = new Set(at.values());
  return {
    lines: lines.map(({ number, fields }) => {
      const cell = (column: Column): string => cleanText(fields[at.get(column) ?? -1] ?? "") ?? "";
      return lineOf(number, cell, words, today);
    }),
    columns: new Set(COLUMNS.filter((column) => at.get(column) !== -1)),
    unread: (head?.fields ?? []).filter((name, index) => !known.has(index) && name.trim() !== ""),
  };
}

/** What parts the columns: whatever stands most often in the first line. */
function separatorOf(text: string): Separator {
  const head = text.replace(/^\uFEFF/u, "").split(/[\r\n]/u)[0] ?? "";
  const count = (separator: Separator): number => head.split(separator).length;
  return ([";", "\t", ","] as const).reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** A text as its words are compared: without accents, capitals and hyphens. */
export const plain = (text: string): string => plainWords(text).join(" ");

type Cell = (column: Column) => string;

function lineOf(number: number, cell: Cell, { kinds }: PlanningWords, today: string): PlanningLine {
  const kind = kindOf(cell, kinds);
  const people = peopleOf(cell("people"));
  const name = nameOfLine(cell);
  const wrong: LineProblem[] = [
    ...(kind === undefined ? [unknown("kind", cell, "lineKind", `${kinds.series}, ${kinds.date}`)] : []),
    ...(people === undefined
      ? [unknown("people", cell, "linePeople", "awa@ville.fr table 1 09:00-10:30 + ben@ville.fr")]
      : []),
  ];
  const read = kind === "date" ? dateOf(cell, wrong) : seriesOf(cell, today, wrong);
  if (!read || wrong.length > 0 || people === undefined) return { kind: "wrong", number, name, problems: wrong };
  const id = cell("reference");
  return {
    number,
    name,
    ...(id !== "" && { reference: id }),
    ...(cell("people") !== "" && { people }),
    ...read,
  };
}

function kindOf(cell: Cell, kinds: PlanningWords["kinds"]): "series" | "date" | undefined {
  const said = plain(cell("kind"));
  if (said === "") return cell("date") === "" ? "series" : "date";
  return (["series", "date"] as const).find((kind) => plain(kinds[kind]) === said);
}

const unknown = (column: Column, cell: Cell, what: string, example: string): LineProblem => ({
  path: column,
  column,
  ...(cell(column) === ""
    ? { code: "missing", what, values: { example } }
    : { code: "malformed", what, values: { example, written: cell(column).slice(0, 60) } }),
});

function seriesOf(
  cell: Cell,
  today: string,
  wrong: LineProblem[],
): Pick<SeriesLine, "kind" | "body" | "fromDate"> | undefined {
  const weekday = weekdayNamed(cell("weekday"));
  if (weekday === 0) wrong.push(unknown("weekday", cell, "lineWeekday", "lundi"));
  const rhythm = readRhythm(cell("rhythm"));
  if (!rhythm) wrong.push(unknown("rhythm", cell, "lineRhythm", "toutes les 2 semaines, 1er du mois"));
  const school = { "": true, oui: true, avec: true, non: false, sans: false }[plain(cell("school"))];
  if (school === undefined) wrong.push(unknown("school", cell, "inSchoolHolidays", "non"));
  const fromDate = cell("fromDate") === "" ? undefined : dayOf(cell("fromDate"));
  const body = parsed(
    seriesBody,
    {
      ...hoursOf(cell, wrong),
      weekday: weekday === 0 ? 1 : weekday,
      ...rhythm,
      inSchoolHolidays: school ?? true,
      fromDate: fromDate ?? today,
      ...(cell("untilDate") !== "" && { untilDate: dayOf(cell("untilDate")) }),
    },
    wrong,
  );
  return body && { kind: "series", body, ...(fromDate !== undefined && { fromDate }) };
}

function dateOf(cell: Cell, wrong: LineProblem[]): Pick<DateLine, "kind" | "body" | "state"> | undefined {
  const body = parsed(halfDayBody, { ...hoursOf(cell, wrong), date: dayOf(cell("date")) }, wrong);
  const weekday = body && weekdayOf(body.date);
  if (weekday !== undefined && cell("weekday") !== "" && weekdayNamed(cell("weekday")) !== weekday)
    wrong.push({
      path: "weekday",
      column: "weekday",
      code: "another-weekday",
      values: { written: cell("weekday").slice(0, 60), weekday: WEEKDAYS[weekday - 1] ?? "" },
    });
  const state = cell("state");
  return body && { kind: "date", body, ...(state !== "" && { state }) };
}

/** 1 for « lundi » or « lun. »; 0 for what is no weekday. */
const weekdayNamed = (written: string): number =>
  WEEKDAYS.findIndex((name) => [name, name.slice(0, 3)].includes(plain(written))) + 1;

/** The content of the fields that a series and a half-day have in common, as their schemas read it. */
function hoursOf(cell: Cell, wrong: LineProblem[]): Readonly<Record<string, unknown>> {
  const windows = (
    [
      ["appointment", "appointment"],
      ["walkIn", "walk-in"],
      ["mixed", "mixed"],
    ] as const
  ).flatMap(([column, mode]) => {
    const spans = spansOf(cell(column));
    if (!spans) wrong.push(unknown(column, cell, "lineSpans", "09:00-10:00, 11:00-12:00"));
    return (spans ?? []).map((one) => ({ ...one, mode }));
  });
  return {
    place: cell("place"),
    from: hourOf(cell("from")),
    to: hourOf(cell("to")),
    desks: wholeOf(cell("desks")),
    ...(cell("bookableDesks") !== "" && { bookableDesks: wholeOf(cell("bookableDesks")) }),
    windows: windows.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    topics: listOf(cell("topics")),
    languages: listOf(cell("languages")).map((code) => code.toLowerCase()),
    ...(cell("audience") !== "" && { audience: cell("audience") }),
  };
}

function parsed<Body extends z.ZodType>(
  body: Body,
  content: unknown,
  wrong: LineProblem[],
): z.output<Body> | undefined {
  const read = body.safeParse(content);
  if (read.success) return read.data;
  const problems = read.error.issues.flatMap((issue) => problemsOf(issue, content));
  for (const problem of problems) {
    const column = columnOf(problem.path);
    // Of one cell one thing is said; what is read of it twice over is the same.
    if (!wrong.some((one) => one.column === column)) wrong.push({ ...problem, ...(column && { column }) });
  }
  return undefined;
}

/** The column in which a field of the schemas stands. */
function columnOf(path: string): Column | undefined {
  const [field = ""] = path.split(".");
  if (field === "windows") return "appointment";
  if (field === "everyWeeks" || field === "nthOfMonth") return "rhythm";
  if (field === "inSchoolHolidays") return "school";
  return COLUMNS.find((column) => column === field);
}

/** « 9h », « 9 h 30 », « 09:00:00 » as 09:00; anything else as it stands, for the schema to refuse. */
function hourOf(written: string): string {
  const [, hours, minutes = ""] = /^(\d{1,2})(?: ?[h:] ?(\d{2})?(?::00)?)?$/iu.exec(latinDigits(written).trim()) ?? [];
  return hours === undefined ? written : `${hours.padStart(2, "0")}:${minutes === "" ? "00" : minutes}`;
}

/** « 22/03/2027 » as 2027-03-22; anything else as it stands. */
function dayOf(written: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/u.exec(latinDigits(written)) ?? [];
  return day === undefined || month === undefined
    ? written
    : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

const listOf = (written: string): readonly string[] =>
  written
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** « 09:00-10:00, 11:00-12:00 »; undefined when a part is no span. */
function spansOf(written: string): readonly { readonly from: string; readonly to: string }[] | undefined {
  const spans = listOf(written).map((one) => {
    const [from, to, ...more] = one.split(/ ?[-\u2013] ?/u);
    return from === undefined || to === undefined || more.length > 0
      ? undefined
      : { from: hourOf(from), to: hourOf(to) };
  });
  const whole = spans.filter((one) => one !== undefined);
  return whole.length === spans.length ? whole : undefined;
}

function readRhythm(written: string): { readonly everyWeeks: number } | { readonly nthOfMonth: Nth } | undefined {
  const said = plain(written);
  if (["", "chaque semaine", "toutes les semaines", "hebdomadaire"].includes(said)) return { everyWeeks: 1 };
  if (said === "une semaine sur deux") return { everyWeeks: 2 };
  const [, weeks] = /^(?:toutes les )?(\d) semaines$/u.exec(said) ?? [];
  if (weeks !== undefined) return { everyWeeks: Number(weeks) };
  const [, rank] = /^(1er|2e|3e|4e|dernier)(?: \p{L}+)? du mois$/u.exec(said) ?? [];
  const nth = (Object.entries(RANKS) as [string, string][]).find(([, name]) => name === rank)?.[0];
  return nth === undefined ? undefined : { nthOfMonth: Number(nth) as Nth };
}

/** Everybody of the cell; undefined when a part names nobody, or its hours are none. */
function peopleOf(written: string): readonly NamedPerson[] | undefined {
  if (written === "" || plain(written) === NOBODY) return [];
  const people = written.split(/ \+(?= |$)/u).map(personOf);
  const named = people.filter((one) => one !== undefined);
  return named.length === people.length ? named : undefined;
}

function personOf(written: string): NamedPerson | undefined {
  const [, who = "", desk, from, to] =
    /^(.*?)(?: table (\d{1,2}))?(?: (\d{1,2}[:h]\d{2}) ?[-\u2013] ?(\d{1,2}[:h]\d{2}))?$/iu.exec(written.trim()) ?? [];
  if (who.trim() === "") return undefined;
  const [start, end] = [from, to].map((hour) => (hour === undefined ? undefined : minuteOf(hour)));
  return {
    who: who.trim(),
    ...(desk !== undefined && { desk: Number(desk) }),
    ...(start !== undefined && end !== undefined && { from: start, to: end }),
  };
}

function minuteOf(hour: string): number {
  const [hours = "0", minutes = "0"] = hourOf(hour).split(":");
  return Number(hours) * 60 + Number(minutes);
}
