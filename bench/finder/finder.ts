import { startDatabases } from "../databases.ts";
import { median, p95 } from "../figures.ts";
import type { Line, Section } from "../line.ts";
import { startMeasurer, type Measurer } from "../measurer.ts";
import { FULL_TOWN, manyPlaces, NOW } from "./many-places.ts";
import type { Look, Looked } from "./measure.ts";

const FEW = 24;
const MANY = 2_400;
/** Both are asked in turns of so many looks, so that the noise of the machine hits both alike: 300 looks each. */
const TURNS = 12;
const LOOKS = 25;

/** Milliseconds of server time that the page may take, and how much more with a hundred times the places (issue 3). */
const MOST_MS = 50;
const MORE = { times: 1.5, ms: 5 };

/** The page that finds the soonest free hours of a topic in one town over four weeks. */
export const finder: Section = {
  name: "finder",
  title: "The soonest free hours of a topic in one town over four weeks, with 24 and with 2,400 places",
  measure: async () => {
    const databases = await startDatabases();
    const start = async (places: number): Promise<Measurer> => {
      const url = await databases.make(`places_${places}`);
      await manyPlaces(url, places);
      return startMeasurer("finder/measure.ts", { DATABASE_URL: url, APP_NOW: NOW });
    };
    const [few, many] = [await start(FEW), await start(MANY)];
    const lines = [
      ...(await compared("hours there", few, many, { topic: "caf-logement", city: "Strasbourg", times: LOOKS })),
      ...(await compared("none there, so the nearest town", few, many, { topic: "caf-logement", city: FULL_TOWN, times: LOOKS })),
    ];
    for (const measurer of [few, many]) await measurer.stop();
    await databases.stop();
    return lines;
  },
};

async function compared(what: string, few: Measurer, many: Measurer, look: Look): Promise<readonly Line[]> {
  const looks: { few: Looked[]; many: Looked[] } = { few: [], many: [] };
  for (const measurer of [few, many]) await measurer.ask<Looked>({ ...look, times: LOOKS * 4 });
  for (let turn = 0; turn < TURNS; turn += 1) {
    const order = turn % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const);
    for (const side of order) looks[side].push(await (side === "few" ? few : many).ask<Looked>(look));
  }
  const [less, more] = [timesOf(looks.few), timesOf(looks.many)];
  const queries = [looks.few[0]?.queries, looks.many[0]?.queries];
  const holds = p95(more) <= p95(less) * MORE.times || p95(more) <= p95(less) + MORE.ms;
  return [
    { figure: `${what}: p95 with ${FEW} places`, measured: `${p95(less).toFixed(1)} ms`, spread: `median ${median(less).toFixed(1)} ms` },
    {
      figure: `${what}: p95 with ${MANY} places`, measured: `${p95(more).toFixed(1)} ms`, spread: `median ${median(more).toFixed(1)} ms`,
      bound: { words: `under ${MOST_MS} ms`, holds: p95(more) < MOST_MS && p95(less) < MOST_MS, missed: "Look at the plan of the statement in lib/server/booking/find-soonest-half-days.ts with EXPLAIN (ANALYZE)." },
    },
    {
      figure: `${what}: p95 with ${MANY} ÷ with ${FEW}`, measured: (p95(more) / p95(less)).toFixed(2), spread: `${(p95(more) - p95(less)).toFixed(1)} ms more`,
      bound: { words: `${MORE.times} or + ${MORE.ms} ms`, holds, missed: "It reads places it does not show: see that the town is asked in SQL, by its index." },
    },
    {
      figure: `${what}: queries with ${FEW} and with ${MANY}`, measured: queries.join(" and "), spread: `${looks.many[0]?.hours ?? 0} hours, ${looks.many[0]?.elsewhere ?? 0} elsewhere`,
      bound: { words: "the same", holds: queries[0] === queries[1], missed: "One query for each place or each half-day has crept in." },
    },
  ];
}

const timesOf = (looked: readonly Looked[]): readonly number[] => looked.flatMap(({ milliseconds }) => milliseconds);
