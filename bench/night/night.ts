import { withClient } from "#scripts/database.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { servedAt, withDatabases } from "#tests/rig/databases.ts";
import { startMeasurer } from "#tests/rig/measurer.ts";
import { lineOf } from "#tests/rig/report.ts";
import { makeHalfDays, makeOwnPlace } from "#tests/rig/rows.ts";
import { randomUUID } from "node:crypto";
import type { Section } from "#bench/section.ts";
import type * as Measure from "./measure.ts";

/** Half-days of one day in the nation, and the people of each: 17,280 in all, every one with a name and a telephone. */
const HALF_DAYS = 2_880;
const PEOPLE = 6;
const NIGHT_OF = HALF_DAYS * PEOPLE;

/** The morning of that day, and the moment at which its names are due. */
const MORNING = instantOf("2026-11-20T09:00:00+01:00");
const THREE_IN_THE_MORNING = "2026-11-21T03:00:00+01:00";

/** Milliseconds in which the names of a day in the nation are erased. */
const MOST = 1_000;

/** The names of one day of the nation, erased by the nightly job. */
export const night: Section = {
  name: "night",
  title: `Erasing the names and telephones of ${NIGHT_OF} visits of one day`,
  measure: () =>
    withDatabases(async (make) => {
      const url = await make("night");
      await makePeople(url);
      const settings = servedAt(url, THREE_IN_THE_MORNING);
      const measurer = startMeasurer<typeof Measure>(new URL("measure.ts", import.meta.url), settings);
      const { erased, milliseconds } = await measurer.ask("eraseAt", instantOf(THREE_IN_THE_MORNING));
      await measurer.stop();
      return [
        lineOf("erased", erased, {
          atLeast: NIGHT_OF,
          provided: erased === NIGHT_OF,
          missed: "Not everybody was erased.",
        }),
        lineOf("the whole job", milliseconds, {
          unit: "ms",
          atMost: MOST,
          missed:
            "See whether the partition was emptied, or its rows deleted (lib/server/privacy/erase-identities.ts).",
        }),
      ];
    }),
};

/** Fills a migrated database with the people of one day. */
const makePeople = (databaseUrl: string): Promise<unknown> =>
  withClient(databaseUrl, async (db) => {
    await makeHalfDays(db, {
      ...(await makeOwnPlace(db)),
      ids: Array.from({ length: HALF_DAYS }, () => randomUUID()),
      start: MORNING,
      end: plusMinutes(MORNING, 180),
      desks: 2,
      lanes: 0,
      mode: "none",
      made: MORNING,
    });
    await db.query(
      `INSERT INTO visit (id, permanence_id, number, joined_at) SELECT gen_random_uuid(), id, number, starts_at FROM permanence, generate_series(1, ${PEOPLE}) AS number`,
    );
    await db.query(
      `INSERT INTO visit_identity (day, visit_id, erase_at, name, phone)
       SELECT p.local_date, v.id, night_after(p.ends_at, p.time_zone), 'Fatima', '+33612345678' FROM visit v JOIN permanence p ON p.id = v.permanence_id`,
    );
    await db.query("VACUUM ANALYZE");
  });
