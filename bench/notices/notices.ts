import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { makeOpenLines, NOW, type OpenLines } from "../boards/open-lines.ts";
import { servingUrl } from "#tests/support/database.ts";
import { startDatabases } from "../databases.ts";
import { earlierVersion } from "../earlier-version.ts";
import { median, p95, spread } from "../figures.ts";
import type { Line, Section } from "../line.ts";
import { startMeasurer, type Measurer } from "../measurer.ts";
import type { Acted, Arrivals, Call, Question } from "./measure.ts";
import { transactionsASecond } from "./statements.ts";

const LINES = 200;
const WAITING = 10;
const PROCESSES = 2;
/** Writes that a process runs at once (lib/server/edge/admission.ts): more callers would wait for their turn. */
const CALLERS = 6;

/** In a round each version acts once with notices and once without, in an order that changes from round to round. */
const ROUNDS = 12;
const SECONDS = 2;
const WARM_UP = 3;

const STATEMENT_ROUNDS = 9;

/** Acts with notices ÷ without, and the same of bare transactions. */
const BOUND = 0.8;
/**
 * A call reaches a follower in another process as soon as in the earlier version, or, where none is measured, as soon as the act itself is done
 * (both at p95), and as much later as two runs of one version differ. Not in milliseconds: the act waits for the disk (214 to 282 ms in three runs).
 */
const NOISE = 1.1;

/**
 * What notices cost the acts of 200 lines, and how soon a call reaches followers, in two processes on a database that waits
 * for its disk. `--from COMMIT` measures an earlier version in the same run.
 */
export const notices: Section = {
  name: "notices",
  title: `Acts over ${LINES} lines in ${PROCESSES} processes, with notices and without them`,
  measure: async ({ from }) => {
    const databases = await startDatabases(true);
    const url = await databases.make("notices");
    const before = from === undefined ? undefined : await earlierVersion(from, "npm run bench -- notices --from");
    const earlier = before && (await measurerOf(before.folder));
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    // Every session finds this function before that of PostgreSQL: the same code then notifies, or does not.
    await db.query("CREATE SCHEMA switch; GRANT USAGE ON SCHEMA switch TO PUBLIC");
    await notify(db, true);
    await db.query("ALTER DATABASE notices SET search_path = switch, pg_catalog, public");

    // The earlier version serves as the owner: it may be older than the two roles.
    const sides = [
      ...(earlier ? [await startSide(db, url, earlier)] : []),
      await startSide(db, servingUrl(url), "notices/measure.ts"),
    ];
    for (let round = 0; round < ROUNDS; round += 1) {
      const turns = sides.flatMap((side) => [true, false].map((isOn) => ({ side, isOn })));
      const from = round % turns.length;
      for (const { side, isOn } of [...turns.slice(from), ...turns.slice(0, from)]) {
        await notify(db, isOn);
        await run(side, isOn);
      }
    }
    for (const { processes } of sides) await Promise.all(processes.map((one) => one.stop()));
    const now = sides.at(-1)?.measured ?? nothing();
    const then = earlier && sides[0]?.measured;

    const bare = await makeOpenLines(db, LINES, 1);
    await notify(db, true);
    const rates = await transactionsASecond(url, bare.ids, STATEMENT_ROUNDS);
    await db.end();
    await databases.stop();
    await before?.remove();

    const ratioOf = (way: "inside" | "after") =>
      rates[way].map((rate, round) => rate / (rates.none[round] ?? Number.NaN));
    return [
      ...(then ? linesOf(`version ${from}`, then) : []),
      ...linesOf("this version", now, "judged", then),
      { figure: "bare transactions a second without a notice", ...figure(rates.none) },
      { figure: "bare transactions a second, notified inside", ...figure(rates.inside) },
      { figure: "bare transactions a second, notified after the commit", ...figure(rates.after) },
      { figure: "bare: notified inside ÷ without", ...figure(ratioOf("inside"), 2) },
      {
        figure: "bare: notified after the commit ÷ without",
        ...figure(ratioOf("after"), 2),
        ...bounded(ratioOf("after")),
      },
    ];
  },
};

/** Puts what measures into the folder of an earlier version, where it finds that version's code. */
async function measurerOf(folder: string): Promise<URL> {
  const there = join(folder, "bench", "notices");
  await mkdir(there, { recursive: true });
  await cp(join(import.meta.dirname, "measure.ts"), join(there, "measure.ts"));
  return pathToFileURL(join(there, "measure.ts"));
}

const notify = (db: pg.Client, on: boolean): Promise<unknown> =>
  db.query(
    `CREATE OR REPLACE FUNCTION switch.pg_notify(text, text) RETURNS void LANGUAGE sql AS $$ SELECT ${on ? "pg_catalog.pg_notify($1, $2)" : "NULL::void"} $$`,
  );

/** What one version did, round by round: acts a second, how long each act took, and how long each call was on its way. */
type Measured = Readonly<Record<"on" | "off", number[]>> & Readonly<Record<"act" | "elsewhere" | "here", number[][]>>;
const nothing = (): Measured => ({ on: [], off: [], act: [], elsewhere: [], here: [] });

/** The processes of one version, which follow lines of their own. */
type Side = { readonly lines: OpenLines; readonly processes: readonly Measurer[]; readonly measured: Measured };

async function startSide(db: pg.Client, url: string, script: string | URL): Promise<Side> {
  const lines = await makeOpenLines(db, LINES, WAITING);
  const processes = Array.from({ length: PROCESSES }, () => startMeasurer(script, { DATABASE_URL: url, APP_NOW: NOW }));
  await Promise.all(processes.map((one) => ask(one, { do: "follow", ids: lines.ids })));
  const side = { lines, processes, measured: nothing() };
  await actAll(side, WARM_UP);
  return side;
}

async function run(side: Side, isOn: boolean): Promise<void> {
  const { processes, measured } = side;
  await Promise.all(processes.map((one) => ask(one, { do: "arrivals" })));
  const acted = await actAll(side, SECONDS);
  const milliseconds = acted.flatMap((one) => one.milliseconds);
  (isOn ? measured.on : measured.off).push(milliseconds.length / SECONDS);
  // The last boards arrive.
  await new Promise((done) => setTimeout(done, 500));
  if (!isOn) return;
  const arrived = await Promise.all(processes.map((one) => ask<Arrivals>(one, { do: "arrivals" })));
  const ways = (of: "here" | "elsewhere"): number[] =>
    acted.flatMap(({ calls }, caller) =>
      arrived.flatMap((arrivals, follower) =>
        (caller === follower) === (of === "here") ? calls.map((call) => wayOf(call, arrivals)) : [],
      ),
    );
  // On a machine that is busy otherwise a round may pass without a call.
  if (acted.every(({ calls }) => calls.length === 0)) return;
  measured.act.push(milliseconds);
  measured.here.push(ways("here"));
  measured.elsewhere.push(ways("elsewhere"));
}

const ask = <Answer>(one: Measurer, question: Question): Promise<Answer> => one.ask<Answer>(question);

/** Each process acts on a share of the lines. */
const actAll = ({ processes, lines }: Side, seconds: number): Promise<readonly Acted[]> =>
  Promise.all(
    processes.map((one, index) =>
      ask<Acted>(one, {
        do: "act",
        lines: { ...lines, ids: lines.ids.filter((_, at) => at % PROCESSES === index) },
        seconds,
        callers: CALLERS,
      }),
    ),
  );

/** Milliseconds from the beginning of a call to the first board that shows it; infinite when none came. */
function wayOf({ id, version, began }: Call, arrivals: Arrivals): number {
  const first = arrivals[id]?.find(([shown]) => shown >= version);
  return first ? first[1] - began : Infinity;
}

/** The 95th percentile of each round, and of these the median: a busy moment of the machine is one round of many. */
const p95OfRounds = (rounds: readonly (readonly number[])[]): number => median(rounds.map(p95));

const ratiosOf = ({ on, off }: Measured): readonly number[] =>
  on.map((rate, round) => rate / (off[round] ?? Number.NaN));

const figure = (figures: readonly number[], digits = 0) => ({
  measured: median(figures).toFixed(digits),
  spread: spread(figures, digits),
});

const bounded = (ratios: readonly number[]): Pick<Line, "bound"> => ({
  bound: {
    description: `${BOUND} or more`,
    holds: median(ratios) >= BOUND,
    missed:
      "Look at what an act does beside its rows, and whether it waits for a notice (lib/server/live/outgoing-notices.ts).",
  },
});

/** `judged`: with bounds. `before`: the earlier version, than which this one must not be slower; without it, than the act. */
function linesOf(who: string, measured: Measured, judged?: "judged", before?: Measured): readonly Line[] {
  const ratios = ratiosOf(measured);
  const slow = p95OfRounds(measured.elsewhere);
  const most = p95OfRounds(before ? before.elsewhere : measured.act) * NOISE;
  const onTheWay = (rounds: readonly (readonly number[])[]) => ({
    measured: `${median(rounds.map(median)).toFixed(0)} ms`,
    spread: `p95 ${p95OfRounds(rounds).toFixed(0)} ms`,
  });
  return [
    { figure: `${who}: acts a second with notices`, ...figure(measured.on) },
    { figure: `${who}: acts a second without`, ...figure(measured.off) },
    { figure: `${who}: with notices ÷ without`, ...figure(ratios, 2), ...(judged && bounded(ratios)) },
    { figure: `${who}: an act`, ...onTheWay(measured.act) },
    { figure: `${who}: from a call to a follower of the same process`, ...onTheWay(measured.here) },
    {
      figure: `${who}: from a call to a follower of another process`,
      ...onTheWay(measured.elsewhere),
      ...(judged && {
        bound: {
          description: `p95 ≤ ${most.toFixed(0)} ms, ${NOISE} × ${before ? "the earlier version" : "an act"}`,
          holds: slow <= most,
          missed:
            "Look at what stands between the commit of an act and the notice of its board (lib/server/live/outgoing-notices.ts).",
        },
      }),
    },
  ];
}
