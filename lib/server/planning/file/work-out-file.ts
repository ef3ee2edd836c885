import type { SeriesEffect } from "#lib/booking/series-effect.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { ownTexts, type TopicTexts } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import {
  plain,
  readPlanningFile,
  type DateLine,
  type LineProblem,
  type PlanningFile,
  type SeriesLine,
} from "#lib/wire/planning/planning-file.ts";
import type { LineDid, PlanningImportReport } from "#lib/wire/planning/planning-import.ts";
import { MOST_LISTED } from "#lib/wire/planning/planning-import.ts";
import type { HalfDayBody, SeriesBody } from "#lib/wire/schedule/series.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { db } from "#lib/server/db.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { readPeopleToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { DAYS_PLANNED } from "#lib/server/planning/series/plan-permanences.ts";
import { changeHalfDay, type ChangingRefusal } from "#lib/server/planning/series/change-half-day.ts";
import { saveSeries, type SavingRefusal } from "#lib/server/planning/series/save-series.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { dayAt, isSameTwice, matchDate, matchSeries } from "./match-lines.ts";
import { namesOfPeople, namesOfPlaces } from "./name-match.ts";
import { planningWords } from "./planning-words.ts";
import { planSeatsLineByLine, type HalfDayOfFile, type SeatChange } from "./seats-of-line.ts";
import {
  readPeopleOfFile,
  readPlacesOfFile,
  readStandingDates,
  readStandingNamed,
  readStandingSeries,
  type StandingDate,
  type StandingSeries,
} from "./standing-planning.ts";
import {
  bodyOfDate,
  bodyOfSeries,
  changesOfDate,
  changesOfSeries,
  placeOf,
  wantedDate,
  wantedSeries,
  type CellChange,
  type FileVocabulary,
  type WantedLine,
} from "./wanted-line.ts";

/** Lines of one file, and half-days on the days that it names. */
const MOST_LINES = 8_000;
const MOST_DATES = 20_000;

export type FileRefusal = "not-allowed" | "file-columns" | "file-too-many-lines";

type Head = { readonly number: number; readonly name: string; readonly changes: readonly CellChange[] };

/** A series that a line makes, or changes from a day on. `former`: how it was. */
type SeriesAct = Head & {
  readonly seriesId?: string;
  readonly from: string;
  readonly body: SeriesBody;
  readonly former?: SeriesBody;
  readonly effect: SeriesEffect;
};

/**
 * A half-day that a line adds, or changes. Of one that its series is still to write, `permanence` is absent; `former`:
 * how it was.
 */
type DateAct = Head & {
  readonly isNew: boolean;
  readonly permanence?: string;
  readonly body: HalfDayBody;
  readonly former?: HalfDayBody;
};

/** Who is to be at a half-day that stands, or at the half-days of a series. */
export type PeopleAct = Pick<Head, "number" | "name"> &
  (
    | ({ readonly permanence?: string } & SeatChange)
    | {
        readonly first?: string;
        readonly accounts: readonly string[];
        readonly planned: number;
        readonly without: number;
      }
  );

type RefusedLine = PlanningImportReport["refused"][number];

/** What a file would do. */
export type WorkedOut = {
  readonly series: readonly SeriesAct[];
  readonly dates: readonly DateAct[];
  readonly people: readonly PeopleAct[];
  readonly refused: readonly RefusedLine[];
  readonly report: PlanningImportReport;
};

/**
 * Works out what the lines of a file would do, without writing anything (docs/planning.md#importing): the series first,
 * then the half-days as they are after these, then the people. Lines are refused one by one, by the refusals of the use
 * cases that would write them. Refused as a whole: `file-columns` (no table with place and hours),
 * `file-too-many-lines`.
 */
export async function workOutFile(
  actor: StaffActor,
  { organisation, text }: { readonly organisation: string; readonly text: string },
  now: Instant,
): Promise<Result<WorkedOut, FileRefusal>> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const zone = await zoneOfOrganisation(db, organisation);
  const today = localDateOf(now, zone);
  const file = readPlanningFile(text, planningWords(), today);
  if (!file) return refuse("file-columns");
  if (file.lines.length > MOST_LINES) return refuse("file-too-many-lines");
  const scene = await readScene(organisation, reach.places, file, { today, zone }, now);
  if (!scene) return refuse("file-too-many-lines");
  const refused: RefusedLine[] = file.lines.flatMap((line) =>
    line.kind === "wrong"
      ? [{ number: line.number, name: line.name, problems: line.problems.map(problemOfReport) }]
      : [],
  );
  const of = { actor, organisation, scene, today, now };
  const refuseLine = ({ number, name }: SeriesLine | DateLine, ...problems: readonly LineProblem[]): void =>
    void refused.push({ number, name, problems: problems.map(problemOfReport) });
  const series = await seriesOfLines(
    file.lines.filter((line) => line.kind === "series"),
    of,
    refuseLine,
  );
  const after = afterSeries(series.acts, of);
  const dates = await datesOf(
    file.lines.filter((line) => line.kind === "date"),
    { ...of, after },
    refuseLine,
  );
  const people = peopleOf(series, dates, { ...of, after }, refuseLine);
  const isRefused = new Set(refused.map(({ number }) => number));
  const good = <One extends { readonly number: number }>(acts: readonly One[]): readonly One[] =>
    acts.filter(({ number }) => !isRefused.has(number));
  const all = {
    series: series.acts,
    dates: good(dates.acts),
    people: good(people),
    refused: refused.sort((a, b) => a.number - b.number),
  };
  return accept({ ...all, report: reportOf(all, file) });
}

type Scene = {
  readonly reading: FileVocabulary;
  readonly series: readonly StandingSeries[];
  readonly dates: readonly StandingDate[];
  readonly book: ReturnType<typeof planSeatsLineByLine>;
};

type FileContext = {
  readonly actor: StaffActor;
  readonly organisation: string;
  readonly scene: Scene;
  readonly today: string;
  readonly now: Instant;
};

/** What stands that the lines may be about; undefined when it is too much. */
async function readScene(
  organisation: string,
  places: "all" | readonly string[],
  { lines, columns }: PlanningFile,
  { today, zone }: { readonly today: string; readonly zone: string },
  now: Instant,
): Promise<Scene | undefined> {
  const dated = lines.flatMap((line) => (line.kind === "date" ? [line.body.date] : [])).sort();
  const planAhead = lines.some(
    (line) => line.kind === "series" && ((line.people?.length ?? 0) > 0 || dated.length > 0),
  );
  const ahead = planAhead ? [today, plusDays(today, DAYS_PLANNED)] : [];
  const days = [...dated, ...ahead].sort();
  const from = days[0] ?? today;
  const to = days.at(-1) ?? today;
  const read = await readStandingDates(organisation, { from, to: plusDays(to, 1), places }, MOST_DATES, now);
  if (!read) return undefined;
  const known = new Set(read.dates.map(({ id }) => id));
  const named = lines.flatMap((line) => (line.kind === "date" && line.reference !== undefined ? [line.reference] : []));
  const others = await readStandingNamed(
    organisation,
    named.filter((id) => !known.has(id)),
    places,
    now,
  );
  const hasPeople = lines.some((line) => line.kind !== "wrong" && line.people !== undefined);
  const during = {
    start: instantAt(plusDays(from, -1), 0, zone),
    end: instantAt(plusDays(to > today ? to : today, DAYS_PLANNED), 0, zone),
  };
  const [series, allPlaces, members, topics, people] = await Promise.all([
    readStandingSeries(organisation, places),
    readPlacesOfFile(organisation),
    readPeopleOfFile(organisation),
    db.topic.findMany({
      where: { OR: [{ organisationId: organisation }, { organisationId: null }] },
      select: { key: true, texts: true },
    }),
    hasPeople ? readPeopleToPlan(db, organisation, during) : [],
  ]);
  const dates = [...read.dates, ...others.dates];
  const nameOf = translatorIn("fr", "topics");
  const keys = new Map(
    topics.flatMap(({ key, texts }) => [
      [plain(ownTexts({ key, texts: texts as TopicTexts | null }, "fr")?.name ?? nameOf(key)), key] as const,
      [plain(key), key] as const,
    ]),
  );
  return {
    reading: {
      columns,
      findPlace: namesOfPlaces([...allPlaces, ...dates.map(({ place }) => place)]).find,
      topicKey: (written) => keys.get(plain(written)) ?? written,
      words: planningWords(),
    },
    series,
    dates,
    book: planSeatsLineByLine(people, namesOfPeople([...members, ...read.people, ...others.people]), now),
  };
}

type RefuseLine = (line: SeriesLine | DateLine, ...problems: readonly LineProblem[]) => void;

/** The lines of series. `read`: those that are not refused, each with the series that stands. */
type SeriesRead = {
  readonly acts: readonly SeriesAct[];
  readonly read: readonly { readonly line: SeriesLine; readonly standing?: StandingSeries }[];
};

async function seriesOfLines(
  lines: readonly SeriesLine[],
  of: FileContext,
  refuseLine: RefuseLine,
): Promise<SeriesRead> {
  const { reading, series } = of.scene;
  const acts: SeriesAct[] = [];
  const read: SeriesRead["read"][number][] = [];
  const taken = new Set<string>();
  const added: Parameters<typeof isSameTwice>[0][] = [];
  for (const line of lines) {
    const place = placeOf(line, reading);
    const unknown = of.scene.book.unknownOf(line.people ?? []);
    if ("code" in place || unknown.length > 0) {
      refuseLine(line, ...("code" in place ? [place] : []), ...unknown);
      continue;
    }
    const match = matchSeries(line, place, series, of.today);
    if (!match.ok) {
      refuseLine(line, match.problem);
      continue;
    }
    const { standing } = match;
    const { weekday, everyWeeks, nthOfMonth, from: start, to } = line.body;
    const day = `${weekday} ${everyWeeks} ${nthOfMonth ?? ""}`;
    const own = { place: place.id, day, from: start, to };
    if (standing ? taken.has(standing.id) : added.some((one) => isSameTwice(one, own))) {
      refuseLine(line, { path: "reference", column: "reference", code: "line-twice" });
      continue;
    }
    if (standing) taken.add(standing.id);
    else added.push(own);
    const wanted = wantedSeries(line, place, reading, standing);
    const change = changeOf(line, wanted, standing, of);
    if (!change) {
      read.push({ line, standing: standing! });
      continue;
    }
    const saved = await saveSeries(of.actor, {
      organisation: of.organisation,
      ...(standing && { seriesId: standing.id, from: change.from }),
      body: { ...wanted.body, fromDate: change.from },
      preview: true,
    });
    if (!saved.ok) {
      refuseLine(line, problemOfSeries(saved.refusal));
      continue;
    }
    const body = { ...wanted.body, fromDate: change.from };
    const { number, name } = line;
    acts.push({
      number,
      name,
      ...change,
      ...(standing && { seriesId: standing.id, former: bodyOfSeries(standing) }),
      body,
      effect: saved.value,
    });
    read.push({ line, ...(standing && { standing }) });
  }
  return { acts, read };
}

/**
 * From which day a line changes its series, and in what; undefined when the series is so already. « Du » later than
 * today means that day; one that has passed, or none, means from now on.
 */
function changeOf(
  line: SeriesLine,
  wanted: WantedLine<SeriesBody>,
  standing: StandingSeries | undefined,
  { scene, today }: FileContext,
): { readonly from: string; readonly changes: readonly CellChange[] } | undefined {
  const said = line.fromDate;
  if (!standing) return { from: said ?? today, changes: [] };
  const holds = standing.fromDate > today ? standing.fromDate : today;
  const isEarlier = said !== undefined && today <= said && said < standing.fromDate;
  const changes = changesOfSeries(standing, wanted, scene.reading.words);
  if (changes.length === 0 && !isEarlier) return undefined;
  return {
    from: said !== undefined && today <= said ? said : holds,
    changes: [
      ...(isEarlier ? [{ column: "fromDate" as const, before: standing.fromDate, after: said }] : []),
      ...changes,
    ],
  };
}

/** A half-day as it is after the series. `touched`: a series changes it, or is still to write it. */
type HalfDayAfterSeries = HalfDayOfFile & { readonly touched: boolean };

type AfterSeries = {
  readonly byId: ReadonlyMap<string, HalfDayAfterSeries>;
  readonly byDay: ReadonlyMap<string, readonly HalfDayAfterSeries[]>;
  readonly all: readonly HalfDayAfterSeries[];
};

/** The half-days as they are once the series are written. */
function afterSeries(acts: readonly SeriesAct[], { scene, today, now }: FileContext): AfterSeries {
  // Later dates are written by the nights to come.
  const end = plusDays(today, DAYS_PLANNED);
  const all = new Map<string, HalfDayAfterSeries>(
    scene.dates.map((one) => [one.id, { ...one, key: one.id, touched: false }]),
  );
  for (const act of acts) {
    const seriesId = act.seriesId ?? `new ${act.number}`;
    const place = { ...act.effect.place, slug: "" };
    const { from, to, desks, bookableDesks = 0, topics, languages, audience = null, windows = [] } = act.body;
    const offer = {
      place,
      series: seriesId,
      startMinute: from,
      endMinute: to,
      desks,
      bookableDesks,
      windows: windows.map((one) => ({ ...one, from: one.from - from, to: one.to - from })),
      topics,
      languages,
      audience,
    };
    const stands = new Set<string>();
    for (const { permanence, outcome, to: date } of act.effect.halfDays) {
      if (date) stands.add(date.originalDate);
      const held = all.get(permanence);
      if (!held) continue;
      if (outcome === "follows" && date) {
        scene.book.move(held, date.span);
        const seats = held.seats.map((seat) => ({ ...seat, span: date.span }));
        const { localDate, span } = date;
        all.set(permanence, { ...held, ...offer, localDate, span, seats, touched: true });
      } else if (outcome === "is-cancelled") {
        scene.book.move(held, undefined);
        all.set(permanence, { ...held, state: "cancelled", status: "cancelled", seats: [], touched: true });
      }
    }
    for (const { originalDate, localDate, span, notHeld } of act.effect.dates) {
      if (notHeld !== undefined || stands.has(originalDate) || span.end <= now || end <= localDate) continue;
      const isInTheWay = scene.dates.some(
        (one) =>
          one.series === undefined &&
          one.place.id === place.id &&
          one.state !== "cancelled" &&
          overlaps(one.span, span),
      );
      if (isInTheWay) continue;
      const key = `${seriesId} ${originalDate}`;
      all.set(key, { ...offer, key, localDate, span, status: "scheduled", state: "later", seats: [], touched: true });
    }
  }
  const list = [...all.values()];
  return { byId: all, byDay: Map.groupBy(list, ({ place, localDate }) => dayAt(place.id, localDate)), all: list };
}

type DateRead = { readonly line: DateLine; readonly halfDay: HalfDayAfterSeries };
type DatesRead = { readonly acts: readonly DateAct[]; readonly read: readonly DateRead[] };

async function datesOf(
  lines: readonly DateLine[],
  of: FileContext & { readonly after: AfterSeries },
  refuseLine: RefuseLine,
): Promise<DatesRead> {
  const { reading } = of.scene;
  const acts: DateAct[] = [];
  const read: DateRead[] = [];
  const taken = new Set<string>();
  const added = new Map<string, Parameters<typeof isSameTwice>[0][]>();
  for (const line of lines) {
    const place = placeOf(line, reading);
    if ("code" in place) {
      refuseLine(line, place);
      continue;
    }
    const match = matchDate(line, place, of.after);
    if (!match.ok) {
      refuseLine(line, match.problem);
      continue;
    }
    const { standing } = match;
    const own = { place: place.id, day: line.body.date, from: line.body.from, to: line.body.to };
    const ofDay = added.get(dayAt(own.place, own.day)) ?? [];
    if (standing ? taken.has(standing.key) : ofDay.some((one) => isSameTwice(one, own))) {
      refuseLine(line, { path: "reference", column: "reference", code: "line-twice" });
      continue;
    }
    if (standing) taken.add(standing.key);
    else added.set(dayAt(own.place, own.day), [...ofDay, own]);
    const wanted = wantedDate(line, place, reading, standing);
    const problem = problemOfState(line, standing, reading);
    if (problem) {
      refuseLine(line, problem);
      continue;
    }
    const changes = standing ? changesOfDate(standing, wanted, reading.words) : [];
    if (!standing || changes.length > 0) {
      const problem = standing?.touched ? undefined : await whyNot(of, wanted.body, standing?.id);
      if (problem) {
        refuseLine(line, problem);
        continue;
      }
      const { number, name } = line;
      const permanence = standing?.id;
      acts.push({
        number,
        name,
        changes,
        isNew: !standing,
        ...(permanence !== undefined && { permanence }),
        ...(standing && permanence !== undefined && { former: bodyOfDate(standing) }),
        body: wanted.body,
      });
    }
    read.push({ line, halfDay: asWanted(standing, wanted, line) });
  }
  return { acts, read };
}

/** A half-day is neither cancelled nor called back by a file. */
function problemOfState(
  { state }: DateLine,
  standing: HalfDayAfterSeries | undefined,
  { words }: FileVocabulary,
): LineProblem | undefined {
  if (state === undefined) return undefined;
  const isCancelled = standing?.state === "cancelled";
  return (plain(state) === plain(words.states.cancelled)) === isCancelled
    ? undefined
    : { path: "state", column: "state", code: "state-by-file" };
}

/**
 * Why a half-day is not changed by a file; also where somebody would lose their lane, which only its own page shows.
 */
async function whyNot(
  { actor, organisation }: FileContext,
  halfDay: HalfDayBody,
  permanence: string | undefined,
): Promise<LineProblem | undefined> {
  const looked = await changeHalfDay(actor, {
    organisation,
    halfDay,
    ...(permanence !== undefined && { permanence }),
    preview: true,
  });
  if (!looked.ok) return problemOfDate(looked.refusal);
  return looked.value.beside > 0 ? problemOfDate("appointments-do-not-fit") : undefined;
}

/** The half-day as the line asks for it, at which people are planned then. */
function asWanted(
  standing: HalfDayAfterSeries | undefined,
  { place, offer, body }: WantedLine<HalfDayBody>,
  { number }: DateLine,
): HalfDayAfterSeries {
  const start = instantAt(body.date, body.from, place.timeZone);
  const span = { start, end: instantAt(body.date, body.to, place.timeZone) };
  const former = standing?.span;
  return {
    ...(standing ?? { key: `new ${number}`, status: "scheduled", state: "later", seats: [], touched: true }),
    ...offer,
    place,
    localDate: body.date,
    span,
    ...(standing && {
      // Whoever is planned for all of it is planned for its new hours.
      seats: standing.seats.map((seat) =>
        seat.span.start === former?.start && seat.span.end === former.end ? { ...seat, span } : seat,
      ),
    }),
  };
}

function peopleOf(
  series: SeriesRead,
  dates: DatesRead,
  { scene, after }: FileContext & { readonly after: AfterSeries },
  refuseLine: RefuseLine,
): readonly PeopleAct[] {
  const acts: PeopleAct[] = [];
  const changes = dates.read.flatMap(({ line, halfDay }) =>
    line.people === undefined ? [] : [{ line, halfDay, plan: scene.book.ofDate(halfDay, line.people) }],
  );
  for (const { line, halfDay, plan } of changes) {
    const change = plan();
    if (change.problems.length > 0) refuseLine(line, ...change.problems);
    else if (change.add.length + change.remove.length > 0) {
      const { number, name } = line;
      acts.push({ number, name, ...(halfDay.id !== undefined && { permanence: halfDay.id }), ...change });
    }
  }
  const bySeries = Map.groupBy(
    after.all.filter(({ series }) => series !== undefined),
    ({ series }) => series,
  );
  for (const { line, standing } of series.read) {
    if (line.people === undefined) continue;
    const { number, name } = line;
    const halfDays = bySeries.get(standing?.id ?? `new ${number}`) ?? [];
    const planned = scene.book.ofSeries(halfDays, line.people);
    if (planned.accounts.length > 0 || planned.without > 0) {
      const first = halfDays.find(
        ({ state, id }) => id !== undefined && state !== "cancelled" && state !== "closed",
      )?.id;
      acts.push({ number, name, ...(first !== undefined && { first }), ...planned });
    }
  }
  return acts;
}

/** What is wrong with the line of a series that a use case refused. */
export const problemOfSeries = (refusal: SavingRefusal): LineProblem => ({ ...PROBLEMS[refusal], path: "" });
/** The same of a half-day. */
export const problemOfDate = (refusal: ChangingRefusal): LineProblem => {
  const { column, code } = PROBLEMS[refusal];
  return { path: "", code, column: column === "fromDate" ? "date" : column };
};

const PROBLEMS = {
  "not-found": { column: "reference", code: "no-such-reference" },
  "not-allowed": { column: "place", code: "not-allowed" },
  "no-own-place": { column: "place", code: "no-own-place" },
  "unknown-topic": { column: "topics", code: "unknown-topic" },
  "begins-in-the-past": { column: "fromDate", code: "begins-in-the-past" },
  "sentence-missing": { column: "kind", code: "sentence-missing" },
  "personal-number-refused": { column: "kind", code: "personal-number-refused" },
  "changed-meanwhile": { column: "kind", code: "changed-meanwhile" },
  "permanence-closed": { column: "date", code: "half-day-over" },
  "appointments-do-not-fit": { column: "date", code: "appointments-do-not-fit" },
  "closed-then": { column: "date", code: "closed-then" },
  "no-series": { column: "reference", code: "no-such-reference" },
  "starts-when-clocks-change": { column: "from", code: "starts-when-clocks-change" },
  "reversed-span": { column: "untilDate", code: "ends-before-it-begins" },
  "too-long": { column: "to", code: "too-long" },
  "no-such-weekday": { column: "weekday", code: "malformed" },
  "no-such-rhythm": { column: "rhythm", code: "no-such-rhythm" },
} as const satisfies Readonly<Record<SavingRefusal | ChangingRefusal, Pick<LineProblem, "column" | "code">>>;

/** What of a problem stands in a report. */
export const problemOfReport = ({
  column,
  code,
  what,
  values,
  ...more
}: LineProblem & { readonly person?: string }): RefusedLine["problems"][number] => ({
  ...(column && { column }),
  code,
  ...(what !== undefined && { what }),
  ...(values && { values: { ...values } }),
  ...(more.person !== undefined && { person: more.person }),
});

const isOfDate = (act: PeopleAct): act is Extract<PeopleAct, SeatChange> => "add" in act;

/** What the report says of these acts; the version names all of them, also those that the lists leave out. */
function reportOf(
  { series, dates, people, refused }: Omit<WorkedOut, "report">,
  { lines, unread }: Pick<PlanningFile, "lines" | "unread">,
): PlanningImportReport {
  const did = new Map<number, LineDid>();
  const none = { changes: [], planned: 0, takenOff: 0, without: 0 };
  for (const { number, name, seriesId, changes, effect } of series) {
    const outcomes = effect.halfDays.map(({ outcome }) => outcome);
    const [changed, cancelled] = ["follows", "is-cancelled"].map(
      (outcome) => outcomes.filter((one) => one === outcome).length,
    );
    did.set(number, {
      ...none,
      number,
      name,
      did: seriesId === undefined ? "series-new" : "series-changed",
      changes: [...changes],
      ...(seriesId !== undefined && {
        halfDays: {
          changed: changed ?? 0,
          cancelled: cancelled ?? 0,
          kept: outcomes.length - (changed ?? 0) - (cancelled ?? 0),
        },
      }),
    });
  }
  for (const { number, name, isNew, changes } of dates)
    did.set(number, { ...none, number, name, did: isNew ? "date-new" : "date-changed", changes: [...changes] });
  for (const act of people) {
    const { number, name } = act;
    const seats = isOfDate(act)
      ? { planned: act.add.length, takenOff: act.remove.length, without: 0 }
      : { planned: act.planned, takenOff: 0, without: act.without };
    // Whoever cannot be planned on some dates of a series changes nothing there.
    if (seats.planned + seats.takenOff === 0 && !did.has(number)) continue;
    did.set(number, { ...(did.get(number) ?? { ...none, number, name, did: "people" }), ...seats });
  }
  const all = [...did.values()].sort((a, b) => a.number - b.number);
  const count = (what: LineDid["did"]): number => all.filter((one) => one.did === what).length;
  const sum = (of: (one: LineDid) => number): number => all.reduce((total, one) => total + of(one), 0);
  const counts = {
    seriesNew: count("series-new"),
    seriesChanged: count("series-changed"),
    datesNew: count("date-new"),
    datesChanged: count("date-changed"),
    planned: sum((one) => one.planned),
    takenOff: sum((one) => one.takenOff),
    without: sum((one) => one.without),
    cancelled: sum((one) => one.halfDays?.cancelled ?? 0),
    unchanged: lines.length - all.length - refused.length,
    refused: refused.length,
  };
  const versions = series.map(({ effect }) => effect.version);
  return {
    counts,
    lines: all.slice(0, MOST_LISTED),
    refused: refused.slice(0, MOST_LISTED),
    unread: [...unread],
    version: contentHash({ all, refused, versions }),
  };
}
