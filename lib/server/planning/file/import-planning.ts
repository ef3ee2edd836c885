import { accept, refuse, type Result } from "#lib/result.ts";
import { MINUTE } from "#lib/time/instant.ts";
import type { LineProblem } from "#lib/wire/planning/planning-file.ts";
import type { PlanningImportReport } from "#lib/wire/planning/planning-import.ts";
import type { HalfDayBody, SeriesBody } from "#lib/wire/schedule/series.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { assign } from "#lib/server/planning/assignments/assign.ts";
import { assignWeekly } from "#lib/server/planning/assignments/assign-weekly.ts";
import { unassign } from "#lib/server/planning/assignments/unassign.ts";
import { changeHalfDay } from "#lib/server/planning/series/change-half-day.ts";
import { saveSeries } from "#lib/server/planning/series/save-series.ts";
import { readStandingNamed, readStandingSeries } from "./standing-planning.ts";
import { entriesOfPeople, newestEntry, versionOfDate, versionOfSeries, type ImportMade } from "./undo-import.ts";
import {
  problemOfDate,
  problemOfSeries,
  problemOfReport,
  workOutFile,
  type FileRefusal,
  type PeopleAct,
  type WorkedOut,
} from "./work-out-file.ts";

/** Acts of one import: each is a transaction, and no answer may take a minute. */
const MOST_ACTS = 1_500;

/** Imports that one process runs at once: each holds a connection, of which there are ten. */
const AT_ONCE = 2;
let running = 0;

/** Milliseconds for which the import of an organisation keeps others from beginning. */
const LONGEST = 10 * MINUTE;

/** A file of the planning, and for which organisation. */
export type PlanningFileSent = { readonly organisation: string; readonly text: string };

type ImportRefusal =
  | FileRefusal
  | "file-too-many-changes"
  | "lines-refused"
  | "effect-changed"
  | "sentence-missing"
  | "import-running";

/** What an import did, with what undoes it. */
export type ImportDone = PlanningImportReport & { readonly made: ImportMade };

/** What the import of a file would do; nothing is written. */
export async function tryPlanningFile(
  actor: StaffActor,
  sent: PlanningFileSent,
): Promise<Result<PlanningImportReport, FileRefusal | "file-too-many-changes">> {
  const worked = await workOutFile(actor, sent, clock.now());
  if (!worked.ok) return worked;
  return actsOf(worked.value) > MOST_ACTS ? refuse("file-too-many-changes") : accept(worked.value.report);
}

/**
 * Imports a file of the planning (docs/planning.md#importing): each line by the use case of its page, in a transaction
 * of its own, so that no half-day waits for the whole file; series, then half-days, then people. Stopped half-way, the
 * same file does the rest. `goodLines`: also when other lines are refused. `seen`: the version of the trial that was
 * read. `sentence`: what residents read of half-days that changed series cancel. Refused: `lines-refused`,
 * `effect-changed` (the trial is no longer true), `sentence-missing`, `import-running` (another one of this
 * organisation, or two of others in this process). The report names the lines that could not be written although the
 * trial had accepted them.
 */
export async function importPlanningFile(
  actor: StaffActor,
  sent: PlanningFileSent,
  how: { readonly goodLines: boolean; readonly seen?: string; readonly sentence?: string },
): Promise<Result<ImportDone, ImportRefusal>> {
  return alone(sent.organisation, () => importAlone(actor, sent, how));
}

/**
 * Runs one import of an organisation, or its undoing, while no other one runs. Refused `import-running`, also while two
 * of others run in this process.
 */
export async function alone<Value, Refusal extends string>(
  organisation: string,
  act: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | "import-running">> {
  if (running >= AT_ONCE) return refuse("import-running");
  running += 1;
  try {
    // It holds nothing but this lock: each act has a transaction and a connection of its own.
    return await db.$transaction(
      async (tx) => {
        const [lock] = await tx.$queryRaw<readonly { readonly given: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(hashtext(${`planning file of ${organisation}`})) AS given`;
        return lock?.given ? act() : refuse("import-running");
      },
      { maxWait: MINUTE, timeout: LONGEST },
    );
  } finally {
    running -= 1;
  }
}

async function importAlone(
  actor: StaffActor,
  sent: PlanningFileSent,
  { goodLines, seen, sentence }: Parameters<typeof importPlanningFile>[2],
): Promise<Result<ImportDone, ImportRefusal>> {
  const tried = await workOutFile(actor, sent, clock.now());
  if (!tried.ok) return tried;
  const { report } = tried.value;
  if (actsOf(tried.value) > MOST_ACTS) return refuse("file-too-many-changes");
  if (seen !== undefined && seen !== report.version) return refuse("effect-changed");
  if (report.counts.refused > 0 && !goodLines) return refuse("lines-refused");
  if (report.counts.cancelled > 0 && !sentence?.trim()) return refuse("sentence-missing");
  const out = new Set(tried.value.refused.map(({ number }) => number));
  const late = new Map<number, PlanningImportReport["refused"][number]>();
  const note = ({ number, name }: { readonly number: number; readonly name: string }, problem: LineProblem): void =>
    void late.set(number, { number, name, problems: [problemOfReport(problem)] });
  const isOpen = ({ number }: { readonly number: number }): boolean => !out.has(number) && !late.has(number);

  const before = await newestEntry(sent.organisation);
  const made = { series: new Map<string, Former<SeriesBody>>(), dates: new Map<string, HalfDayBody | undefined>() };
  for (const act of tried.value.series.filter(isOpen)) {
    const { seriesId, from, body, effect, former } = act;
    const saved = await saveSeries(actor, {
      organisation: sent.organisation,
      ...(seriesId !== undefined && { seriesId, from }),
      body,
      ...(sentence !== undefined && { sentence }),
      preview: false,
      seen: effect.version,
    });
    if (!saved.ok) note(act, problemOfSeries(saved.refusal));
    else if (saved.value.series !== undefined) made.series.set(saved.value.series, former && { from, body: former });
  }
  // Half-days are looked for again as they stand now, and people after them.
  for (const act of await again((worked) => worked.dates)) {
    const { permanence, body: halfDay, former } = act;
    const changed = await changeHalfDay(actor, {
      organisation: sent.organisation,
      ...(permanence !== undefined && { permanence }),
      halfDay,
      preview: false,
    });
    if (!changed.ok) note(act, problemOfDate(changed.refusal));
    else if (changed.value.permanence !== undefined) made.dates.set(changed.value.permanence, former);
  }
  await plan(actor, await again((worked) => worked.people), note);
  await noteImport(actor, sent.organisation, report);
  const { refused, counts, ...rest } = report;
  const all = [...refused, ...late.values()].sort((a, b) => a.number - b.number);
  return accept({
    ...rest,
    refused: all,
    counts: { ...counts, refused: counts.refused + late.size },
    made: await asLeft(actor, sent.organisation, made, before),
  });

  async function again<Act extends { readonly number: number; readonly name: string }>(
    of: (worked: WorkedOut) => readonly Act[],
  ): Promise<readonly Act[]> {
    const worked = await workOutFile(actor, sent, clock.now());
    if (!worked.ok) throw new Error(`A file that was worked out is refused ${worked.refusal}.`);
    for (const { number, name, problems } of worked.value.refused)
      if (isOpen({ number })) late.set(number, { number, name, problems });
    return of(worked.value).filter(isOpen);
  }
}

type Former<Body> = { readonly from: string; readonly body: Body } | undefined;

/** What was written, as it stands now: it is undone as long as it stands so. `before`: the newest entry before it. */
async function asLeft(
  actor: StaffActor,
  organisation: string,
  {
    series,
    dates,
  }: {
    readonly series: ReadonlyMap<string, Former<SeriesBody>>;
    readonly dates: ReadonlyMap<string, HalfDayBody | undefined>;
  },
  before: bigint,
): Promise<ImportMade> {
  const standing = await readStandingSeries(organisation, "all", { id: { in: [...series.keys()] } });
  const named = await readStandingNamed(organisation, [...dates.keys()], "all", clock.now());
  return {
    series: [...series.keys()].flatMap((id) => {
      const one = standing.find((each) => each.id === id);
      const former = series.get(id);
      return one ? [{ id, left: versionOfSeries(one), ...(former && { former }) }] : [];
    }),
    dates: [...dates.keys()].flatMap((id) => {
      const one = named.dates.find((each) => each.id === id);
      const former = dates.get(id);
      return one ? [{ id, left: versionOfDate(one), ...(former && { former }) }] : [];
    }),
    people: await entriesOfPeople(actor, organisation, before),
  };
}

/** Takes off and plans people. Whoever is taken off anywhere goes first, so that they can be planned elsewhere. */
async function plan(
  actor: StaffActor,
  acts: readonly PeopleAct[],
  note: (act: PeopleAct, problem: LineProblem) => void,
): Promise<void> {
  const people = { path: "people", column: "people" } as const;
  for (const act of acts)
    for (const { id } of "remove" in act ? act.remove : []) {
      const gone = await unassign(actor, { assignment: id });
      if (!gone.ok) note(act, { ...people, code: gone.refusal });
    }
  for (const act of acts) {
    if ("add" in act) {
      for (const one of act.permanence === undefined ? [] : act.add) {
        const made = await assign(actor, { permanence: act.permanence!, ...one });
        if (!made.ok) note(act, { ...people, code: made.refusal });
      }
    } else
      for (const account of act.first === undefined ? [] : act.accounts) {
        const made = await assignWeekly(actor, { permanence: act.first!, account, preview: false });
        if (!made.ok) note(act, { ...people, code: made.refusal });
      }
  }
}

/** How many transactions the import takes. */
const actsOf = ({ series, dates, people }: WorkedOut): number =>
  series.length +
  dates.length +
  people.reduce((sum, act) => sum + ("add" in act ? act.add.length + act.remove.length : act.accounts.length), 0);

/** One entry with counts, beside those of each act; none when nothing changed. */
async function noteImport(actor: StaffActor, organisation: string, { counts }: PlanningImportReport): Promise<void> {
  const { seriesNew, seriesChanged, datesNew, datesChanged, planned, takenOff, refused } = counts;
  if (seriesNew + seriesChanged + datesNew + datesChanged + planned + takenOff === 0) return;
  const data = { seriesNew, seriesChanged, datesNew, datesChanged, planned, takenOff, refused };
  await transaction(
    (tx) => appendJournal(tx, actor, { act: "planning-imported", organisation, data }, clock.now()),
    actor,
  );
}
