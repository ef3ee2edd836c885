import { servingUrl } from "#tests/support/database.ts";
import { startDatabases } from "../databases.ts";
import type { Section } from "../line.ts";
import { startMeasurer } from "../measurer.ts";
import type { Night } from "./measure.ts";
import { makePeople, NIGHT_OF, THREE_IN_THE_MORNING } from "./people.ts";

/** Milliseconds in which the names of a day in the nation are erased. */
const MOST = 1_000;

/** The names of one day of the nation, erased by the nightly job. */
export const night: Section = {
  name: "night",
  title: `Erasing the names and telephones of ${NIGHT_OF} visits of one day`,
  measure: async () => {
    const databases = await startDatabases();
    const url = await databases.make("night");
    await makePeople(url);
    const measurer = startMeasurer("night/measure.ts", {
      DATABASE_URL: servingUrl(url),
      APP_NOW: THREE_IN_THE_MORNING,
    });
    const { erased, milliseconds } = await measurer.ask<Night>({});
    await measurer.stop();
    await databases.stop();
    return [
      {
        figure: "erased",
        measured: String(erased),
        bound: { description: `= ${NIGHT_OF}`, holds: erased === NIGHT_OF, missed: "Not everybody was erased." },
      },
      {
        figure: "the whole job",
        measured: `${milliseconds.toFixed(0)} ms`,
        bound: {
          description: `≤ ${MOST} ms`,
          holds: milliseconds <= MOST,
          missed:
            "See whether the partition was emptied, or its rows deleted (lib/server/privacy/erase-identities.ts).",
        },
      },
    ];
  },
};
