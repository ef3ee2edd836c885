import { withClient } from "#scripts/database.ts";
import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { median, p99, spread, sum } from "#tests/rig/figures.ts";
import { startMeasurer } from "#tests/rig/measurer.ts";
import { lineOf } from "#tests/rig/report.ts";
import { makeOpenLines, OPEN_NOW } from "#tests/rig/rows.ts";
import type { Section } from "#bench/section.ts";
import type * as Measure from "./measure.ts";

/** Half-days at work at once in a country, and its acts a second. */
const LINES = 2_880;
const ACTS = 85;
const PROCESSES = 4;
const WAITING = 10;
/** A minute, so that every line is refreshed once. */
const SECONDS = 60;

/** Boards a second that must not be computed any more. */
const MOST_BOARDS = 600;

/** A line without acts is due again after so many seconds (lib/server/live/hub.ts). */
const DUE_EVERY = 45;
/**
 * Boards computed for each that was due, one for an act and one for a refresh; some are computed by two processes at
 * once.
 */
const MOST_FOR_ONE = 1.1;

/** Calls that are not counted: the processes compile and connect in them. */
const WARM_UP = 4;
const CALLS = 36;
const READERS = 900;
const PEOPLE = 40;
/** From a call to the last follower, in milliseconds, at p99. */
const MOST_MS = 250;

/** Boards of a whole country: computed once for all processes, and shown everywhere at once. */
export const boards: Section = {
  name: "boards",
  title: `Boards of ${LINES} open lines, followed in each of ${PROCESSES} processes, at ${ACTS} acts a second`,
  measure: () =>
    withDatabases(async (make) => {
      const url = await make("boards");
      const [all, watched] = await withClient(url, async (db) => [
        await makeOpenLines(db, LINES, WAITING),
        await makeOpenLines(db, 1, PEOPLE),
      ]);
      const settings = servedAt(url, OPEN_NOW);
      const processes = Array.from({ length: PROCESSES }, () =>
        startMeasurer<typeof Measure>(new URL("measure.ts", import.meta.url), settings),
      );
      const [first, second] = processes;
      const [line] = watched.ids;
      if (!first || !second || line === undefined) throw new Error("Two processes and a line are needed.");
      const computed = async (): Promise<number> => sum(await Promise.all(processes.map((one) => one.ask("computed"))));

      const latencies: number[] = [];
      const pair = [first, second] as const;
      await Promise.all(pair.map((one) => one.ask("stream", line, READERS / pair.length)));
      for (let call = -WARM_UP; call < CALLS; call += 1) {
        const caller = call % 2 === 0 ? first : second;
        const { began, version } = await caller.ask("call", watched, line);
        const arrived = await Promise.all(pair.map((one) => one.ask("arrivals", version)));
        if (call >= 0) latencies.push(...arrived.flat().map((moment) => moment - began));
      }

      // Every process listens before the first computes.
      await Promise.all(processes.map((one) => one.ask("follow", watched.ids)));
      for (const one of processes) await one.ask("follow", all.ids);
      const before = await computed();
      const began = performance.now();
      const acted = await Promise.all(
        processes.map((one, index) =>
          one.ask(
            "act",
            { ...all, ids: all.ids.filter((_, at) => at % PROCESSES === index) },
            { seconds: SECONDS, perSecond: ACTS / PROCESSES },
          ),
        ),
      );
      const seconds = (performance.now() - began) / 1_000;
      const aSecond = ((await computed()) - before) / seconds;
      await Promise.all(processes.map((one) => one.stop()));
      const times = acted.flatMap(({ milliseconds }) => milliseconds);
      return [
        lineOf("boards computed a second, all processes together", aSecond, {
          below: MOST_BOARDS,
          missed: "Look at which process computes what another has handed on (lib/server/queue/read-boards.ts).",
        }),
        lineOf(
          `boards computed for each that was due (an act, a line in ${DUE_EVERY} s)`,
          aSecond / (times.length / seconds + LINES / DUE_EVERY),
          {
            digits: 2,
            atMost: MOST_FOR_ONE,
            missed:
              "A slow machine computes few boards a second; this figure says whether several processes compute the same.",
          },
        ),
        lineOf("acts a second, all processes together", times.length / seconds, {
          digits: 1,
          spread: `${sum(acted.map(({ failed }) => failed))} failed`,
        }),
        lineOf("an act", times, { unit: "ms", spread: `p99 ${p99(times).toFixed(0)} ms` }),
        lineOf(`from a call to ${READERS} followers in two processes, p99`, p99(latencies), {
          unit: "ms",
          spread: `p50 ${median(latencies).toFixed(0)}, ${spread(latencies)} ms`,
          below: MOST_MS,
          provided: latencies.length === CALLS * READERS,
          missed: "Look at what stands between the commit of an act and the board of its line.",
        }),
      ];
    }),
};
