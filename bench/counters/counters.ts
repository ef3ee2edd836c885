import pg from "pg";
import { makeOpenLines } from "../boards/open-lines.ts";
import { startDatabases } from "../databases.ts";
import { median, spread } from "../figures.ts";
import type { Line, Section } from "../line.ts";

const LINES = 300;
const ROUNDS = 21;
/** Statements of a side in one round, each a transaction of its own. */
const STATEMENTS = 600;

/** Apart, the counters must cost at most this share of what they would in the wide row. */
const BOUND = 0.8;

/** A way to write the counters of a line: what one act sends, on the line in $1. */
type Side = { readonly name: string; readonly act: string };

/** The counters in the row of the half-day, which the product does not have. */
const IN_THE_HALF_DAY = `ALTER TABLE permanence
  ADD COLUMN version int NOT NULL DEFAULT 0, ADD COLUMN next_number int NOT NULL DEFAULT 1, ADD COLUMN calls int NOT NULL DEFAULT 0`;

const SIDES: readonly Side[] = [
  {
    name: "the whole row of the half-day",
    act: `UPDATE permanence SET status = 'open', numbers = 'given', suspended = false, message = NULL, version = $2::int, next_number = $2, calls = $2,
      updated_at = starts_at + $2::int * interval '1 second' WHERE id = $1`,
  },
  {
    name: "its row of line",
    act: `
      INSERT INTO line (permanence_id, version, next_number, calls) VALUES ($1, $2::int, $2, $2)
      ON CONFLICT (permanence_id) DO UPDATE SET version = excluded.version, next_number = excluded.next_number, calls = excluded.calls`,
  },
];

/** What writing the counters of an act costs: time, and bytes of the write-ahead log. The sides take turns in one run. */
export const counters: Section = {
  name: "line",
  title: "The counters that every act of a line writes: in the row of the half-day, and apart from it",
  measure: async () => {
    const databases = await startDatabases();
    const db = new pg.Client({ connectionString: await databases.make("line") });
    await db.connect();
    try {
      const { ids } = await makeOpenLines(db, LINES, 1);
      // As long as the text of an event at a real place.
      await db.query("UPDATE permanence SET vevent = repeat('LOCATION:Mairie de quartier, 67100 Strasbourg. ', 15)");
      await db.query(IN_THE_HALF_DAY);
      await db.query("VACUUM (ANALYZE)");
      const measured = SIDES.map(() => ({ micros: [] as number[], bytes: [] as number[] }));
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [index, side] of SIDES.entries()) {
          const { micros, bytes } = await run(db, side, ids, round);
          measured[index]?.micros.push(micros);
          measured[index]?.bytes.push(bytes);
        }
      return linesOf(measured);
    } finally {
      await db.end();
      await databases.stop();
    }
  },
};

type Measured = { readonly micros: number; readonly bytes: number };

async function run(db: pg.Client, { act }: Side, ids: readonly string[], round: number): Promise<Measured> {
  const before = await writtenBytes(db);
  const began = process.hrtime.bigint();
  for (let turn = 0; turn < STATEMENTS; turn += 1)
    await db.query({
      name: `act_${act.length}`,
      text: act,
      values: [ids[turn % ids.length], round * STATEMENTS + turn + 2],
    });
  const micros = Number(process.hrtime.bigint() - began) / 1_000 / STATEMENTS;
  return { micros, bytes: ((await writtenBytes(db)) - before) / STATEMENTS };
}

const writtenBytes = async (db: pg.Client): Promise<number> =>
  Number(
    (await db.query<{ bytes: string }>("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS bytes")).rows[0]
      ?.bytes,
  );

function linesOf(
  measured: readonly { readonly micros: readonly number[]; readonly bytes: readonly number[] }[],
): readonly Line[] {
  const [whole] = measured;
  return measured.flatMap(({ micros, bytes }, index): readonly Line[] => {
    const name = SIDES[index]?.name ?? "";
    const ratios = bytes.map((some, round) => some / (whole?.bytes[round] ?? Number.NaN));
    const times = micros.map((some, round) => some / (whole?.micros[round] ?? Number.NaN));
    return [
      { figure: `microseconds a statement: ${name}`, measured: median(micros).toFixed(0), spread: spread(micros) },
      { figure: `bytes of the log: ${name}`, measured: median(bytes).toFixed(0), spread: spread(bytes) },
      ...(index === 0
        ? []
        : [
            { figure: `÷ the whole row, time`, measured: median(times).toFixed(2), spread: spread(times, 2) },
            {
              figure: `÷ the whole row, bytes`,
              measured: median(ratios).toFixed(2),
              spread: spread(ratios, 2),
              bound: {
                description: `${BOUND} or less`,
                holds: median(ratios) <= BOUND,
                missed: "The row of line grew, or got an index: see what lib/server/queue/line-row.ts writes.",
              },
            },
          ]),
    ];
  });
}
