import pg from "pg";
import { servingUrl } from "#tests/support/database.ts";
import { startDatabases } from "../databases.ts";
import { median, p99, spread } from "../figures.ts";
import type { Section } from "../line.ts";
import { startMeasurer, type Measurer } from "../measurer.ts";
import type { Acted, Called, Counted, Question } from "./measure.ts";
import { makeOpenLines, NOW } from "./open-lines.ts";

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
/** Boards computed for each that was due, one for an act and one for a refresh; some are computed by two processes at once. */
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
  measure: async () => {
    const databases = await startDatabases();
    const url = await databases.make("boards");
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    const all = await makeOpenLines(db, LINES, WAITING);
    const watched = await makeOpenLines(db, 1, PEOPLE);
    await db.end();
    const settings = { DATABASE_URL: servingUrl(url), APP_NOW: NOW };
    const processes = Array.from({ length: PROCESSES }, () => startMeasurer("boards/measure.ts", settings));
    const [first, second] = processes;
    if (!first || !second) throw new Error("Two processes are needed.");
    const ask = <Answer>(one: Measurer, question: Question): Promise<Answer> => one.ask<Answer>(question);
    const counted = async (): Promise<number> =>
      sum((await Promise.all(processes.map((one) => ask<Counted>(one, { do: "count" })))).map((one) => one.computed));

    const latencies: number[] = [];
    const pair = [first, second] as const;
    await Promise.all(
      pair.map((one) => ask(one, { do: "stream", id: watched.ids[0] ?? "", readers: READERS / pair.length })),
    );
    for (let call = -WARM_UP; call < CALLS; call += 1) {
      const caller = call % 2 === 0 ? first : second;
      const { began, version } = await ask<Called>(caller, { do: "call", lines: watched, id: watched.ids[0] ?? "" });
      const arrived = await Promise.all(pair.map((one) => ask<readonly number[]>(one, { do: "arrivals", version })));
      if (call >= 0) latencies.push(...arrived.flat().map((moment) => moment - began));
    }

    // Every process listens before the first computes.
    await Promise.all(processes.map((one) => ask(one, { do: "follow", ids: watched.ids })));
    for (const one of processes) await ask(one, { do: "follow", ids: all.ids });
    const [before, began] = [await counted(), performance.now()];
    const acted = await Promise.all(
      processes.map((one, index) =>
        ask<Acted>(one, {
          do: "act",
          lines: { ...all, ids: all.ids.filter((_, at) => at % PROCESSES === index) },
          seconds: SECONDS,
          perSecond: ACTS / PROCESSES,
        }),
      ),
    );
    const seconds = (performance.now() - began) / 1_000;
    const computed = ((await counted()) - before) / seconds;
    await Promise.all(processes.map((one) => one.stop()));
    await databases.stop();
    const times = acted.flatMap(({ milliseconds }) => milliseconds);
    const forOne = computed / (times.length / seconds + LINES / DUE_EVERY);
    return [
      {
        figure: "boards computed a second, all processes together",
        measured: computed.toFixed(0),
        bound: {
          description: `< ${MOST_BOARDS}`,
          holds: computed < MOST_BOARDS,
          missed: "Look at which process computes what another has handed on (lib/server/queue/read-boards.ts).",
        },
      },
      {
        figure: `boards computed for each that was due (an act, a line in ${DUE_EVERY} s)`,
        measured: forOne.toFixed(2),
        bound: {
          description: `≤ ${MOST_FOR_ONE}`,
          holds: forOne <= MOST_FOR_ONE,
          missed:
            "A slow machine computes few boards a second; this figure says whether several processes compute the same.",
        },
      },
      {
        figure: "acts a second, all processes together",
        measured: (times.length / seconds).toFixed(1),
        spread: `${sum(acted.map(({ failed }) => failed))} failed`,
      },
      {
        figure: "an act",
        measured: `${median(times).toFixed(0)} ms`,
        spread: `p99 ${p99(times).toFixed(0)} ms`,
      },
      {
        figure: `from a call to ${READERS} followers in two processes, p99`,
        measured: `${p99(latencies).toFixed(0)} ms`,
        spread: `p50 ${median(latencies).toFixed(0)}, ${spread(latencies)} ms`,
        bound: {
          description: `< ${MOST_MS} ms`,
          holds: latencies.length === CALLS * READERS && p99(latencies) < MOST_MS,
          missed: "Look at what stands between the commit of an act and the board of its line.",
        },
      },
    ];
  },
};

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
