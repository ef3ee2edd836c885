import { startDatabases } from "../databases.ts";
import { median, spread } from "../figures.ts";
import type { Section } from "../line.ts";
import { startMeasurer } from "../measurer.ts";
import { NOW } from "./half-days.ts";
import type { Bookings } from "./measure.ts";

const ROUNDS = 40;
/** What of the plain driver's speed the deed must reach (issue 3), and the statements it may take. */
const BOUND = 0.6;
const MOST_STATEMENTS = 6;

/** Bookings over ten half-days with all they write, by the deed and by the plain driver with the same statements. */
export const bookings: Section = {
  name: "bookings",
  title: "Bookings in process: the deed against the same statements in a plain driver loop",
  measure: async () => {
    const databases = await startDatabases();
    const measurer = startMeasurer("bookings/measure.ts", {
      DATABASE_URL: await databases.make("bookings"),
      APP_NOW: NOW,
    });
    const { deed, plain, statements } = await measurer.ask<Bookings>({ rounds: ROUNDS });
    await measurer.stop();
    await databases.stop();
    const ratios = deed.map((rate, round) => rate / (plain[round] ?? Number.NaN));
    return [
      {
        figure: "bookings a second, the deed bookAppointment",
        measured: median(deed).toFixed(0),
        spread: spread(deed),
      },
      {
        figure: "bookings a second, its statements by plain pg",
        measured: median(plain).toFixed(0),
        spread: spread(plain),
      },
      {
        figure: "deed ÷ plain driver, round by round",
        measured: median(ratios).toFixed(2),
        spread: spread(ratios, 2),
        bound: {
          words: `${BOUND} or more`,
          holds: median(ratios) >= BOUND,
          missed:
            "The deed does more beside its statements than it did: profile lib/server/booking/book.ts and what it calls.",
        },
      },
      {
        figure: "statements a booking, beside BEGIN and COMMIT",
        measured: String(statements),
        bound: {
          words: `${MOST_STATEMENTS} or fewer`,
          holds: statements <= MOST_STATEMENTS,
          missed: "Ask what the new statement asks in one of the others, lib/server/booking/load-bookable.ts first.",
        },
      },
    ];
  },
};
