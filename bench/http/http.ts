import { randomUUID } from "node:crypto";
import pg from "pg";
import { isoInZone } from "#lib/time/zone.ts";
import { settingsFor, startEmpty, startProduct } from "../applications.ts";
import { freshRound, makePlace, NOW, TOPIC, type Wanted } from "../bookings/half-days.ts";
import { startDatabases } from "../databases.ts";
import { median, spread } from "../figures.ts";
import { inParallel } from "../in-parallel.ts";
import type { Section } from "../line.ts";
import { callerOf, type Caller } from "./caller.ts";

const CALLERS = 10;
const ROUNDS = 15;
const WARM_UP = 3;
/** Empty requests in a round; they take about as long as its bookings. */
const EMPTY = 800;
/** The share of an empty handler's speed that a booking must reach. */
const BOUND = 0.1;

/** Bookings through the API of the built product, and requests to a handler that does nothing. */
export const http: Section = {
  name: "http",
  title: "Bookings over HTTP against an empty handler of the same framework",
  measure: async () => {
    const databases = await startDatabases();
    const databaseUrl = await databases.make("http");
    const [product, empty] = [await startProduct(settingsFor(databaseUrl, NOW)), await startEmpty()];
    const [toProduct, toEmpty] = [callerOf(product.url, CALLERS), callerOf(empty.url, CALLERS)];
    const db = new pg.Client({ connectionString: databaseUrl });
    await db.connect();
    const sides = {
      bookings: async () =>
        inParallel(await freshRound(db, await makePlace(db)), CALLERS, (wanted) => book(toProduct, wanted)),
      empty: () => inParallel(Array.from({ length: EMPTY }), CALLERS, () => askNothing(toEmpty)),
    };
    const rates: { bookings: number[]; empty: number[] } = { bookings: [], empty: [] };
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      // As the database does by itself within a minute: until then every statement is planned for empty tables.
      if (round === 0) await db.query("ANALYZE");
      for (const side of round % 2 === 0 ? (["bookings", "empty"] as const) : (["empty", "bookings"] as const)) {
        const rate = await sides[side]();
        if (round >= 0) rates[side].push(rate);
      }
    }
    await db.end();
    for (const thing of [toProduct, toEmpty]) thing.close();
    for (const thing of [product, empty, databases]) await thing.stop();
    const ratios = rates.bookings.map((rate, round) => rate / (rates.empty[round] ?? Number.NaN));
    return [
      {
        figure: "bookings a second over HTTP",
        measured: median(rates.bookings).toFixed(0),
        spread: spread(rates.bookings),
      },
      {
        figure: "requests a second to an empty handler",
        measured: median(rates.empty).toFixed(0),
        spread: spread(rates.empty),
      },
      {
        figure: "bookings ÷ empty requests, round by round",
        measured: median(ratios).toFixed(2),
        spread: spread(ratios, 2),
        bound: {
          description: `${BOUND.toFixed(2)} or more`,
          holds: median(ratios) >= BOUND,
          missed:
            "See first whether `npm run bench -- bookings` is slow too; if not, look at what app/api/handle.ts does before the use case.",
        },
      },
    ];
  },
};

async function book(caller: Caller, { permanence, start, phone }: Wanted): Promise<void> {
  const { status, bytes } = await caller.post(
    `/api/v1/permanences/${permanence}/appointments`,
    { topic: TOPIC, startsAt: isoInZone(start, "Europe/Paris"), name: "Bench", phone },
    { "idempotency-key": randomUUID() },
  );
  if (status !== 201) throw new Error(`A booking over HTTP was answered ${status}: ${bytes.toString("utf8")}`);
}

async function askNothing(caller: Caller): Promise<void> {
  const { status } = await caller.post("/empty", { topic: TOPIC, name: "Bench" });
  if (status !== 201) throw new Error(`The empty handler answered ${status}.`);
}
