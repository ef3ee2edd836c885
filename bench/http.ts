import { randomUUID } from "node:crypto";
import { withClient } from "#scripts/database.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { settingsFor, startEmpty, startProduct } from "#tests/rig/applications.ts";
import { withDatabases } from "#tests/rig/databases.ts";
import { inParallel, inTurns, ratios } from "#tests/rig/figures.ts";
import { lineOf } from "#tests/rig/report.ts";
import { openLine, type HttpClient as Connections, type Question } from "#tests/rig/requests.ts";
import { ZONE } from "#tests/rig/rows.ts";
import { freshRound, NOW, TOPIC, type BookingToMake } from "./bookings/wanted.ts";
import type { Section } from "./section.ts";

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
  measure: () =>
    withDatabases(async (make) => {
      const databaseUrl = await make("http");
      const product = await startProduct(settingsFor(databaseUrl, NOW));
      const empty = await startEmpty();
      const lines = [product, empty].map(({ url }) => openLine(url, { connections: CALLERS }));
      const [toProduct, toEmpty] = lines as [Connections, Connections];
      const rates = await withClient(databaseUrl, (db) =>
        inTurns(
          {
            bookings: async (round) => {
              // As the database does by itself within a minute: until then every statement is planned for empty tables.
              if (round === 0) await db.query("ANALYZE");
              return inParallel(await freshRound(db), CALLERS, (wanted) => created(toProduct, bookingOf(wanted)));
            },
            empty: () => inParallel(Array.from({ length: EMPTY }), CALLERS, () => created(toEmpty, NOTHING)),
          },
          { rounds: ROUNDS, warmUp: WARM_UP },
        ),
      );
      for (const line of lines) line.close();
      for (const application of [product, empty]) await application.stop();
      return [
        lineOf("bookings a second over HTTP", rates.bookings),
        lineOf("requests a second to an empty handler", rates.empty),
        lineOf("bookings ÷ empty requests, round by round", ratios(rates.bookings, rates.empty), {
          digits: 2,
          atLeast: BOUND,
          missed:
            "See first whether `npm run bench -- bookings` is slow too; if not, look at what app/api/handle.ts does before the use case.",
        }),
      ];
    }),
};

const bookingOf = ({ permanence, start, phone }: BookingToMake): Question => ({
  method: "POST",
  path: `/api/v1/permanences/${permanence}/appointments`,
  headers: { "idempotency-key": randomUUID() },
  body: { topic: TOPIC, startsAt: isoInZone(start, ZONE), name: "Bench", phone },
});

const NOTHING: Question = { method: "POST", path: "/empty", body: { topic: TOPIC, name: "Bench" } };

async function created(to: Connections, question: Question): Promise<void> {
  const { status, text } = await to.read(question);
  if (status !== 201) throw new Error(`${question.path} answered ${status}: ${text}`);
}
