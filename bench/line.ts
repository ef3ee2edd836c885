import type pg from "pg";
import { withClient } from "#scripts/database.ts";
import { withDatabases } from "#tests/rig/databases.ts";
import { inTurns, timed } from "#tests/rig/figures.ts";
import { lineOf } from "#tests/rig/report.ts";
import { makeOpenLines } from "#tests/rig/rows.ts";
import type { Section } from "./section.ts";

const LINES = 300;
const ROUNDS = 21;
/** Statements in one round, each a transaction of its own. */
const STATEMENTS = 600;

/** Bytes of the write-ahead log that the counters of an act may cost (docs/decisions/boards-and-notices.md). */
const MOST_BYTES = 250;

/** What one act sends to write the counters of the line in $1. */
const ACT = `INSERT INTO line (permanence_id, version, next_number, calls) VALUES ($1, $2::int, $2, $2)
  ON CONFLICT (permanence_id) DO UPDATE SET version = excluded.version, next_number = excluded.next_number, calls = excluded.calls`;

/** What writing the counters of an act costs: time, and bytes of the write-ahead log. */
export const counters: Section = {
  name: "line",
  title: "The counters that every act of a line writes, in a row apart from the half-day",
  measure: () =>
    withDatabases(async (make) =>
      withClient(await make("line"), async (db) => {
        const { ids } = await makeOpenLines(db, LINES, 1);
        await db.query("VACUUM (ANALYZE)");
        const { costs } = await inTurns({ costs: (round) => costOf(db, ids, round) }, { rounds: ROUNDS });
        return [
          lineOf(
            "microseconds a statement",
            costs.map(({ micros }) => micros),
          ),
          lineOf(
            "bytes of the log",
            costs.map(({ bytes }) => bytes),
            {
              atMost: MOST_BYTES,
              missed: "The row of line grew, or got an index: see what lib/server/queue/line-rows.ts writes.",
            },
          ),
        ];
      }),
    ),
};

async function costOf(db: pg.Client, ids: readonly string[], round: number) {
  const before = await writtenBytes(db);
  const milliseconds = await timed(async () => {
    for (let turn = 0; turn < STATEMENTS; turn += 1)
      await db.query({
        name: "act",
        text: ACT,
        values: [ids[turn % ids.length], round * STATEMENTS + turn + 2],
      });
  });
  return { micros: (milliseconds * 1_000) / STATEMENTS, bytes: ((await writtenBytes(db)) - before) / STATEMENTS };
}

const writtenBytes = async (db: pg.Client): Promise<number> =>
  Number(
    (await db.query<{ bytes: string }>("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS bytes")).rows[0]
      ?.bytes,
  );
