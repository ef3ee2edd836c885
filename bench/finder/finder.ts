import { settingsFor, startProduct } from "../applications.ts";
import { servingUrl } from "#tests/support/database.ts";
import { startDatabases } from "../databases.ts";
import { callerOf, type Caller } from "../http/caller.ts";
import type { Line, Section } from "../line.ts";
import { startMeasurer, type Measurer } from "../measurer.ts";
import { compare, FEW, MANY, type Look } from "./compare.ts";
import { FULL_TOWN, manyPlaces, NOW } from "./many-places.ts";
import type { Looked, Wish } from "./measure.ts";

const TOPIC = "caf-logement";
/** Requests in a turn; twelve turns make 300. */
const LOOKS = 25;

/** The page that finds the soonest free hours of a topic in one town over four weeks. */
export const finder: Section = {
  name: "finder",
  title: "The soonest free hours of a topic in one town over four weeks, with 24 and with 2,400 places",
  measure: async () => {
    const databases = await startDatabases();
    const filled = async (places: number): Promise<string> => {
      const url = await databases.make(`places_${places}`);
      await manyPlaces(url, places);
      return url;
    };
    const [few, many] = [await filled(FEW), await filled(MANY)];
    const lines = [...(await inProcess(few, many)), ...(await wholePage(few, many))];
    await databases.stop();
    return lines;
  },
};

/** The reads of the page, in two processes that do nothing else. */
async function inProcess(few: string, many: string): Promise<readonly Line[]> {
  const measurers = [few, many].map((url) =>
    startMeasurer("finder/measure.ts", { DATABASE_URL: servingUrl(url), APP_NOW: NOW }),
  );
  const lines = [
    ...(await read("read, hours there", measurers, "Strasbourg")),
    ...(await read("read, none there but in the nearest town", measurers, FULL_TOWN)),
  ];
  for (const measurer of measurers) await measurer.stop();
  return lines;
}

async function read(what: string, [few, many]: readonly Measurer[], city: string): Promise<readonly Line[]> {
  if (!few || !many) throw new Error("There are two to compare.");
  const ask = (measurer: Measurer): Promise<Looked> =>
    measurer.ask<Looked>({ topic: TOPIC, city, times: LOOKS } satisfies Wish);
  const look =
    (measurer: Measurer): Look =>
    async () =>
      (await ask(measurer)).milliseconds;
  const advice =
    "Look at the plan of the statement in lib/server/booking/find-soonest-half-days.ts with EXPLAIN (ANALYZE).";
  const lines = await compare(what, look(few), look(many), advice);
  const [less, more] = [await ask(few), await ask(many)];
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
async function wholePage(few: string, many: string): Promise<readonly Line[]> {
  const products = [await startProduct(settingsFor(few, NOW)), await startProduct(settingsFor(many, NOW))];
  const callers = products.map(({ url }) => callerOf(url, 1));
  const [less, more] = callers.map(pageOf);
  if (!less || !more) throw new Error("There are two to compare.");
  const lines = await compare(
    "the page served, hours there",
    less,
    more,
    "See first whether reading is slow too; if not, look at what the page renders.",
  );
  for (const caller of callers) caller.close();
  for (const product of products) await product.stop();
  return lines;
}

const pageOf =
  (caller: Caller): Look =>
  async () => {
    const milliseconds: number[] = [];
    for (let time = 0; time < LOOKS; time += 1) {
      const began = performance.now();
      const { status, bytes } = await caller.get(
        `/rendez-vous?${new URLSearchParams({ demarche: TOPIC, ville: "Strasbourg" })}`,
      );
      milliseconds.push(performance.now() - began);
      if (status !== 200 || !bytes.includes("/rendez-vous?demarche="))
        throw new Error(`The page answered ${status}, without an hour.`);
    }
    return milliseconds;
  };
