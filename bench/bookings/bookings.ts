import { servingUrl } from "#tests/support/database.ts";
import { startDatabases } from "../databases.ts";
import { median, spread } from "../figures.ts";
import type { Section } from "../line.ts";
import { startMeasurer } from "../measurer.ts";
import { NOW } from "./half-days.ts";
import type { Bookings } from "./measure.ts";

const ROUNDS = 40;
/** The share of the plain driver's speed that the use case must reach, and the number of statements that it may send. */
const BOUND = 0.6;
const MOST_STATEMENTS = 6;

/** Bookings over ten half-days, by the use case and by the plain driver with the same statements. */
export const bookings: Section = {
  name: "bookings",
  title: "Bookings in process: the use case against the same statements in a plain driver loop",
  measure: async () => {
    const databases = await startDatabases();
    const measurer = startMeasurer("bookings/measure.ts", {
      DATABASE_URL: servingUrl(await databases.make("bookings")),
      APP_NOW: NOW,
    });
    const { useCase, plain, statements } = await measurer.ask<Bookings>({ rounds: ROUNDS });
    await measurer.stop();
    await databases.stop();
    const ratios = useCase.map((rate, round) => rate / (plain[round] ?? Number.NaN));
    return [
      {
        figure: "bookings a second, the use case bookAppointment",
        measured: median(useCase).toFixed(0),
        spread: spread(useCase),
      },
      {
        figure: "bookings a second, its statements by plain pg",
        measured: median(plain).toFixed(0),
        spread: spread(plain),
      },
      {
        figure: "use case ÷ plain driver, round by round",
        measured: median(ratios).toFixed(2),
        spread: spread(ratios, 2),
        bound: {
          description: `${BOUND} or more`,
          holds: median(ratios) >= BOUND,
          missed:
            "The use case does more beside its statements than it did: profile lib/server/booking/book.ts and what it calls.",
        },
      },
      {
        figure: "statements a booking, beside BEGIN and COMMIT",
        measured: String(statements),
        bound: {
          description: `${MOST_STATEMENTS} or fewer`,
          holds: statements <= MOST_STATEMENTS,
          missed: "Ask what the new statement asks in one of the others, lib/server/booking/load-bookable.ts first.",
        },
      },
    ];
  },
};
