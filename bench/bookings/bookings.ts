import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { ratios } from "#tests/rig/figures.ts";
import { startMeasurer } from "#tests/rig/measurer.ts";
import { lineOf } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import { NOW } from "./wanted.ts";
import type * as Measure from "./measure.ts";

const ROUNDS = 40;
/**
 * The share of the plain driver's speed that the use case must reach, and the number of statements that it may send.
 */
const BOUND = 0.6;
const MOST_STATEMENTS = 6;

/** Bookings over ten half-days, by the use case and by the plain driver with the same statements. */
export const bookings: Section = {
  name: "bookings",
  title: "Bookings in process: the use case against the same statements in a plain driver loop",
  measure: () =>
    withDatabases(async (make) => {
      const settings = servedAt(await make("bookings"), NOW);
      const measurer = startMeasurer<typeof Measure>(new URL("measure.ts", import.meta.url), settings);
      const { useCase, plain, statements } = await measurer.ask("bookingsASecond", ROUNDS);
      await measurer.stop();
      return [
        lineOf("bookings a second, the use case bookAppointment", useCase),
        lineOf("bookings a second, its statements by plain pg", plain),
        lineOf("use case ÷ plain driver, round by round", ratios(useCase, plain), {
          digits: 2,
          atLeast: BOUND,
          missed:
            "The use case does more beside its statements than it did: profile lib/server/booking/book.ts and what it calls.",
        }),
        lineOf("statements a booking, beside BEGIN and COMMIT", statements, {
          atMost: MOST_STATEMENTS,
          missed: "Ask what the new statement asks in one of the others, lib/server/booking/load-bookable.ts first.",
        }),
      ];
    }),
};
