/** @long */
import fc from "fast-check";
import { instantOf } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { ACTS, anyPlanningActs, RARELY_DONE, type ActName, type PlanningAct } from "./any-sequence/any-planning-act.ts";
import { doer } from "./any-sequence/does.ts";
import { NOW, planningWorld, type World } from "./any-sequence/planning-world.ts";
import { rowsReader, type Rows } from "./any-sequence/rows.ts";
import { forget, wrongs, type Lists } from "./any-sequence/what-must-hold.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { readPeopleToTellOf } = await import("#lib/server/booking/to-tell/read-people-to-tell.ts");
const { readClosure } = await import("#lib/server/planning/closures/read-closures.ts");
const rowsOf = await rowsReader(db);
const doing = await doer();

afterAll(() => db.$disconnect());

/** The lists as the coordinator sees them: of people to tell, and of each closure. */
async function listsOf({ coordinator, organisation }: World, rows: Rows): Promise<Lists> {
  const ids = rows.halfDays.filter((one) => one.organisation === organisation).map(({ id }) => id);
  const read = await readPeopleToTellOf(coordinator, ids);
  if (!read.ok) throw new Error(read.refusal);
  const closures: string[] = [];
  for (const { id, lifted } of rows.closures) {
    const closure = lifted ? undefined : await readClosure(coordinator, id);
    if (closure?.ok) closures.push(...closure.value.people.map(({ appointment }) => appointment));
  }
  const people = read.value.halfDays.flatMap((one) => one.people);
  return {
    team: new Set(people.flatMap(({ appointment, told }) => (told === undefined ? [appointment] : []))),
    closures: new Set(closures),
  };
}

/** Acts of the line note when a tablet was heard, also when they are refused. */
const OF_THE_LINE: ReadonlySet<ActName> = new Set(["giveNumbers", "walkIn", "call", "finish", "arrive"]);

/** Acts that only let time pass. */
const OF_THE_CLOCK: ReadonlySet<ActName> = new Set(["minutesPass", "nextDay"]);

/** The rows that were there before alone, and those that are there since. */
function differenceOf(before: Rows, after: Rows): readonly string[] {
  const [was, is] = [before, after].map(({ text }) => new Set(text.split("\n")));
  return [
    ...[...(was ?? [])].filter((row) => !is?.has(row)).map((row) => `- ${row}`),
    ...[...(is ?? [])].filter((row) => !was?.has(row)).map((row) => `+ ${row}`),
  ];
}

/** What changed although the act was refused, in whole or for a half-day. */
function changedAllTheSame(act: PlanningAct, { outcome, untouched }: DoneAct, before: Rows, after: Rows) {
  if (outcome === undefined || outcome === "done" || OF_THE_LINE.has(act.does)) return [];
  if (!untouched)
    return act.does === "shutPlace" || before.text === after.text
      ? []
      : ["it was refused, and rows changed:", ...differenceOf(before, after)];
  const of = (rows: Rows, id: string): string =>
    JSON.stringify([
      rows.halfDays.filter((one) => one.id === id),
      rows.seats.filter(({ permanence }) => permanence === id),
      rows.appointments
        .filter(({ permanence }) => permanence === id)
        .map((one) => [one.id, one])
        .toSorted(),
      rows.halfDays.length,
    ]);
  return untouched.filter((id) => of(before, id) !== of(after, id)).map(() => "its remedy was refused, and it changed");
}

type DoneAct = Awaited<ReturnType<typeof doing.do>>;

/** How often each act was done and refused, of all sequences that were tried. */
const tried = new Map<ActName, { done: number; refused: number }>();

/**
 * Plays a sequence. Throws the sentences of its acts up to the one after which something is wrong, and what that is.
 */
async function plays(acts: readonly PlanningAct[]): Promise<void> {
  doing.setTime(instantOf(NOW));
  const world = await planningWorld(db);
  await doing.begin(world);
  let rows = await rowsOf(world.organisations);
  let lists: Lists | undefined;
  const said: string[] = [];
  for (const act of acts) {
    const before = rows;
    const looked = async (): Promise<void> => {
      const then = await rowsOf(world.organisations);
      if (then.text !== before.text) throw new Error(["A preview wrote:", ...differenceOf(before, then)].join("\n"));
    };
    const done = await doing.do(world, before, act, looked).catch((error: unknown) => ({
      says: act.does,
      outcome: `threw ${String(error)}`,
      threw: true,
    }));
    const { says, outcome } = done;
    // There was nothing to do it to.
    if (outcome === undefined) continue;
    rows = await rowsOf(world.organisations);
    forget(world, before, rows);
    // What the lists say follows from the rows and the time.
    if (rows.text !== before.text || OF_THE_CLOCK.has(act.does)) lists = undefined;
    lists ??= await listsOf(world, rows);
    said.push(`${said.length + 1}. ${says}: ${outcome}`);
    const count = tried.get(act.does) ?? { done: 0, refused: 0 };
    tried.set(
      act.does,
      outcome === "done" ? { ...count, done: count.done + 1 } : { ...count, refused: count.refused + 1 },
    );
    const wrong = [
      ...("threw" in done ? ["it threw"] : changedAllTheSame(act, done, before, rows)),
      ...wrongs(world, before, rows, lists, doing.now()),
    ];
    if (wrong.length > 0) throw new Error([...said, "Wrong then:", ...wrong].join("\n"));
  }
}

/** Sequences that are tried to find a shorter one, once one has failed. */
const MOST_SHORTER = 100;

test(
  "whatever is booked, planned, closed, moved and answered: nobody without an hour is forgotten, no lane has two, nobody is in two places",
  async () => {
    let shorter: number | undefined;
    await fc.assert(
      fc.asyncProperty(anyPlanningActs, async (acts) => {
        if (shorter !== undefined && shorter++ > MOST_SHORTER) return;
        await plays(acts).catch((error: unknown) => {
          shorter ??= 0;
          throw error;
        });
      }),
      { numRuns: runs(13, 126), examples: [[RARELY_DONE]] },
    );
    const counts = [...tried.values()];
    const done = counts.reduce((sum, one) => sum + one.done, 0);
    const all = counts.reduce((sum, one) => sum + one.done + one.refused, 0);
    // A property over refusals alone would say nothing: most acts are done, and each one is at least once.
    expect(done / all).toBeGreaterThan(0.6);
    expect(ACTS.filter((act) => !tried.get(act)?.done)).toEqual([]);
  },
  runs(240_000),
);
