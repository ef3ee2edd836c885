import type pg from "pg";
import { withClient } from "#scripts/database.ts";
import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { copiedInto, earlierVersion } from "#tests/rig/earlier-version.ts";
import { median, p95, ratios } from "#tests/rig/figures.ts";
import { startMeasurer, type Measurer } from "#tests/rig/measurer.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import { makeOpenLines, OPEN_NOW, type OpenLines } from "#tests/rig/rows.ts";
import { pause } from "#scripts/pause.ts";
import type { Section } from "#bench/section.ts";
import type * as Measure from "./measure.ts";
import type { Acted, Arrivals, TimedCall } from "./measure.ts";
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
 * A call reaches a follower in another process as soon as in the earlier version, or, where none is measured, as soon
 * as the act itself is done (both at p95), and as much later as two runs of one version differ. Not in milliseconds:
 * the act waits for the disk (214 to 282 ms in three runs).
 */
const NOISE = 1.1;

/**
 * What notices cost the acts of 200 lines, and how soon a call reaches followers, in two processes on a database that
 * waits for its disk. `--from COMMIT` measures an earlier version in the same run.
 */
export const notices: Section = {
  name: "notices",
  title: `Acts over ${LINES} lines in ${PROCESSES} processes, with notices and without them`,
  measure: ({ from }) => withDatabases(async (make) => measured(await make("notices"), from), { durable: true }),
};

async function measured(url: string, from: string | undefined): Promise<readonly ReportLine[]> {
  const before = from === undefined ? undefined : await earlierVersion(from, "npm run bench -- notices --from");
  const earlier = before && (await copiedInto(before.folder, COPIED));
  return withClient(url, async (db) => {
    // Every session finds this function before that of PostgreSQL: the same code then notifies, or does not.
    await db.query("CREATE SCHEMA switch; GRANT USAGE ON SCHEMA switch TO PUBLIC");
    await notify(db, true);
    await db.query("ALTER DATABASE notices SET search_path = switch, pg_catalog, public");

    // The earlier version serves as the owner: it may be older than the two roles.
    const sides = [
      ...(earlier ? [await startSide(db, earlier, { DATABASE_URL: url, APP_NOW: OPEN_NOW })] : []),
      await startSide(db, new URL("measure.ts", import.meta.url), servedAt(url, OPEN_NOW)),
    ];
    for (let round = 0; round < ROUNDS; round += 1) {
      const turns = sides.flatMap((side) => [true, false].map((isOn) => ({ side, isOn })));
      const first = round % turns.length;
      for (const { side, isOn } of [...turns.slice(first), ...turns.slice(0, first)]) {
        await notify(db, isOn);
        await run(side, isOn);
      }
    }
    for (const { processes } of sides) await Promise.all(processes.map((one) => one.stop()));
    const now = sides.at(-1)?.measured ?? nothing();
    const then = earlier && sides[0]?.measured;

    const bare = await makeOpenLines(db, LINES, 1);
    await notify(db, true);
    const { none, inside, after } = await transactionsASecond(url, bare.ids, STATEMENT_ROUNDS);
    await before?.remove();
    return [
      ...(then ? linesOf(`version ${from}`, then) : []),
      ...linesOf("this version", now, "judged", then),
      lineOf("bare transactions a second without a notice", none),
      lineOf("bare transactions a second, notified inside", inside),
      lineOf("bare transactions a second, notified after the commit", after),
      lineOf("bare: notified inside ÷ without", ratios(inside, none), { digits: 2 }),
      lineOf("bare: notified after the commit ÷ without", ratios(after, none), BOUNDED),
    ];
  });
}

/** What measures an earlier version. */
const COPIED = ["bench/notices/measure.ts", "tests/rig/acts.ts", "tests/rig/figures.ts"] as const;

const notify = (db: pg.Client, on: boolean): Promise<unknown> =>
  db.query(
    `CREATE OR REPLACE FUNCTION switch.pg_notify(text, text) RETURNS void LANGUAGE sql AS $$ SELECT ${on ? "pg_catalog.pg_notify($1, $2)" : "NULL::void"} $$`,
  );

/**
 * What one version did, round by round: acts a second, how long each act took, and how long each call was on its way.
 */
type VersionTimes = Readonly<Record<"on" | "off", number[]>> &
  Readonly<Record<"act" | "elsewhere" | "here", number[][]>>;
const nothing = (): VersionTimes => ({ on: [], off: [], act: [], elsewhere: [], here: [] });

/** The processes of one version, which follow lines of their own. */
type Side = {
  readonly lines: OpenLines;
  readonly processes: readonly Measurer<typeof Measure>[];
  readonly measured: VersionTimes;
};

async function startSide(db: pg.Client, module: URL, settings: Readonly<Record<string, string>>): Promise<Side> {
  const lines = await makeOpenLines(db, LINES, WAITING);
  const processes = Array.from({ length: PROCESSES }, () => startMeasurer<typeof Measure>(module, settings));
  await Promise.all(processes.map((one) => one.ask("follow", lines.ids)));
  const side = { lines, processes, measured: nothing() };
  await actAll(side, WARM_UP);
  return side;
}

async function run(side: Side, isOn: boolean): Promise<void> {
  const { processes, measured } = side;
  await Promise.all(processes.map((one) => one.ask("arrivals")));
  const acted = await actAll(side, SECONDS);
  const milliseconds = acted.flatMap((one) => one.milliseconds);
  (isOn ? measured.on : measured.off).push(milliseconds.length / SECONDS);
  // The last boards arrive.
  await pause(500);
  if (!isOn) return;
  const arrived = await Promise.all(processes.map((one) => one.ask("arrivals")));
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

/** Each process acts on a share of the lines. */
const actAll = ({ processes, lines }: Side, seconds: number): Promise<readonly Acted[]> =>
  Promise.all(
    processes.map((one, index) =>
      one.ask(
        "act",
        { ...lines, ids: lines.ids.filter((_, at) => at % PROCESSES === index) },
        { seconds, callers: CALLERS },
      ),
    ),
  );

/** Milliseconds from the beginning of a call to the first board that shows it; infinite when none came. */
function wayOf({ id, version, began }: TimedCall, arrivals: Arrivals): number {
  const first = arrivals[id]?.find(([shown]) => shown >= version);
  return first ? first[1] - began : Infinity;
}

/** The 95th percentile of each round, and of these the median: a busy moment of the machine is one round of many. */
const p95OfRounds = (rounds: readonly (readonly number[])[]): number => median(rounds.map(p95));

const BOUNDED = {
  digits: 2,
  atLeast: BOUND,
  missed: "Look at what an act does beside its rows, and whether it waits for a notice (lib/server/live/notices.ts).",
};

/**
 * `judged`: with bounds. `before`: the earlier version, than which this one must not be slower; without it, than the
 * act.
 */
function linesOf(who: string, measured: VersionTimes, judged?: "judged", before?: VersionTimes): readonly ReportLine[] {
  const slow = p95OfRounds(measured.elsewhere);
  const most = p95OfRounds(before ? before.elsewhere : measured.act) * NOISE;
  const onTheWay = (figure: string, rounds: readonly (readonly number[])[]): ReportLine =>
    lineOf(`${who}: ${figure}`, median(rounds.map(median)), {
      unit: "ms",
      spread: `p95 ${p95OfRounds(rounds).toFixed(0)} ms`,
    });
  return [
    lineOf(`${who}: acts a second with notices`, measured.on),
    lineOf(`${who}: acts a second without`, measured.off),
    lineOf(`${who}: with notices ÷ without`, ratios(measured.on, measured.off), judged ? BOUNDED : { digits: 2 }),
    onTheWay("an act", measured.act),
    onTheWay("from a call to a follower of the same process", measured.here),
    {
      ...onTheWay("from a call to a follower of another process", measured.elsewhere),
      ...(judged && {
        bound: {
          description: `p95 ≤ ${most.toFixed(0)} ms, ${NOISE} × ${before ? "the earlier version" : "an act"}`,
          holds: slow <= most,
          missed:
            "Look at what stands between the commit of an act and the notice of its board (lib/server/live/notices.ts).",
        },
      }),
    },
  ];
}
