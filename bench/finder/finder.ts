import { settingsFor, startProduct } from "#tests/rig/applications.ts";
import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { inTurns, median, p95, timed } from "#tests/rig/figures.ts";
import { startMeasurer, type Measurer } from "#tests/rig/measurer.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import { openLine } from "#tests/rig/requests.ts";
import type { Section } from "#bench/section.ts";
import { FULL_TOWN, manyPlaces, NOW } from "./many-places.ts";
import type * as Measure from "./measure.ts";

const FEW = 24;
const MANY = 2_400;
const TOPIC = "caf-logement";
/** Requests in a turn; twelve turns make 300. Both are measured in turns, after some that are not counted. */
const LOOKS = 25;
const TURNS = { rounds: 12, warmUp: 4 };

/** Milliseconds of server time that the page may take, and how much more with a hundred times the places. */
const MOST_MS = 50;
const MORE = { times: 1.5, ms: 5 };

/** The page that finds the soonest free hours of a topic in one town over four weeks. */
export const finder: Section = {
  name: "finder",
  title: "The soonest free hours of a topic in one town over four weeks, with 24 and with 2,400 places",
  measure: () =>
    withDatabases(async (make) => {
      const filled = async (places: number): Promise<string> => {
        const url = await make(`places_${places}`);
        await manyPlaces(url, places);
        return url;
      };
      const few = await filled(FEW);
      const many = await filled(MANY);
      return [...(await inProcess(few, many)), ...(await wholePage(few, many))];
    }),
};

/** The reads of the page, in two processes that do nothing else. */
async function inProcess(few: string, many: string): Promise<readonly ReportLine[]> {
  const measurers = [few, many].map((url) =>
    startMeasurer<typeof Measure>(new URL("measure.ts", import.meta.url), servedAt(url, NOW)),
  );
  const lines = [
    ...(await read("read, hours there", measurers, "Strasbourg")),
    ...(await read("read, none there but in the nearest town", measurers, FULL_TOWN)),
  ];
  for (const measurer of measurers) await measurer.stop();
  return lines;
}

async function read(
  what: string,
  [few, many]: readonly Measurer<typeof Measure>[],
  city: string,
): Promise<readonly ReportLine[]> {
  if (!few || !many) throw new Error("There are two to compare.");
  const look = (measurer: typeof few) => measurer.ask("lookFor", TOPIC, city, LOOKS);
  const lines = await compare(
    what,
    async () => (await look(few)).milliseconds,
    async () => (await look(many)).milliseconds,
    "Look at the plan of the statement in lib/server/booking/find-soonest-half-days.ts with EXPLAIN (ANALYZE).",
  );
  const less = await look(few);
  const more = await look(many);
  return [
    ...lines,
    {
      figure: `${what}: queries with ${FEW} and with ${MANY}`,
      measured: `${less.queries} and ${more.queries}`,
      spread: `${more.hours} hours, ${more.elsewhere} elsewhere`,
      bound: {
        description: "the same",
        holds: less.queries === more.queries,
        missed: "One query for each place or each half-day has crept in.",
      },
    },
  ];
}

/** The page as it is served, with rendering and framework, one request at a time. */
async function wholePage(few: string, many: string): Promise<readonly ReportLine[]> {
  const products = [await startProduct(settingsFor(few, NOW)), await startProduct(settingsFor(many, NOW))];
  const [less, more] = products.map(({ url }) => pageOf(url));
  if (!less || !more) throw new Error("There are two to compare.");
  const lines = await compare(
    "the page served, hours there",
    less,
    more,
    "See first whether reading is slow too; if not, look at what the page renders.",
  );
  for (const product of products) await product.stop();
  return lines;
}

/** Asks for the page several times over one connection. */
function pageOf(url: string): () => Promise<readonly number[]> {
  const line = openLine(url, { connections: 1 });
  const path = `/rendez-vous?${new URLSearchParams({ demarche: TOPIC, ville: "Strasbourg" })}`;
  return async () => {
    const milliseconds: number[] = [];
    for (let time = 0; time < LOOKS; time += 1)
      milliseconds.push(
        await timed(async () => {
          const { status, text } = await line.read({ method: "GET", path });
          if (status !== 200 || !text.includes("/rendez-vous?demarche="))
            throw new Error(`The page answered ${status}, without an hour.`);
        }),
      );
    return milliseconds;
  };
}

/** Measures both in turns and compares them, in milliseconds. `missed`: where to look when a bound is missed. */
async function compare(
  what: string,
  few: () => Promise<readonly number[]>,
  many: () => Promise<readonly number[]>,
  missed: string,
): Promise<readonly ReportLine[]> {
  const taken = await inTurns({ few, many }, TURNS);
  const less = p95(taken.few.flat());
  const more = p95(taken.many.flat());
  const quick = (places: number, all: readonly number[]): ReportLine =>
    lineOf(`${what}: p95 with ${places} places`, p95(all), {
      unit: "ms",
      digits: 1,
      spread: `median ${median(all).toFixed(1)} ms`,
      below: MOST_MS,
      missed,
    });
  return [
    quick(FEW, taken.few.flat()),
    quick(MANY, taken.many.flat()),
    {
      figure: `${what}: p95 with ${MANY} ÷ with ${FEW}`,
      measured: (more / less).toFixed(2),
      spread: `${(more - less).toFixed(1)} ms more`,
      bound: {
        description: `${MORE.times} or + ${MORE.ms} ms`,
        holds: more <= less * MORE.times || more <= less + MORE.ms,
        missed: "It reads places it does not show: see that the town is asked in SQL, by its index.",
      },
    },
  ];
}
