import pg from "pg";
import { makeOpenLines } from "../boards/open-lines.ts";
import { startDatabases } from "../databases.ts";
import { median, spread } from "../figures.ts";
import type { Line, Section } from "../line.ts";

const LINES = 300;
const ROUNDS = 21;
/** Statements of a side in one round, each a transaction of its own. */
const STATEMENTS = 600;

/** Without the trigger for the version before, the counters must cost at most this share of what the wide row did. */
const BOUND = 0.8;

/** A way to write the counters of a line: what one act sends, on the line in $1, and the triggers that run meanwhile. */
type Side = { readonly name: string; readonly triggers: readonly string[]; readonly act: string };

const UPSERT = `
  INSERT INTO line (permanence_id, version, next_number, calls, heard_at)
  SELECT id, $2::int, $2, $2, heard_at FROM permanence WHERE id = $1
  ON CONFLICT (permanence_id) DO UPDATE SET version = excluded.version, next_number = excluded.next_number, calls = excluded.calls`;

const SIDES: readonly Side[] = [
  {
    name: "the whole row of the half-day, as before",
    triggers: ["permanence DISABLE TRIGGER line_follows_permanence"],
    act: `UPDATE permanence SET status = 'open', numbers = 'given', suspended = false, message = NULL, version = $2::int, next_number = $2, calls = $2,
      updated_at = starts_at + $2::int * interval '1 second' WHERE id = $1`,
  },
  {
    name: "its row of line, and the trigger for the version before",
    triggers: ["permanence ENABLE TRIGGER line_follows_permanence", "line ENABLE TRIGGER permanence_follows_line"],
    act: UPSERT,
  },
  {
    name: "its row of line alone, as from the next release on",
    triggers: ["line DISABLE TRIGGER permanence_follows_line"],
    act: UPSERT,
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

async function run(db: pg.Client, { triggers, act }: Side, ids: readonly string[], round: number): Promise<Measured> {
  for (const trigger of triggers) await db.query(`ALTER TABLE ${trigger}`);
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
  const [before] = measured;
  return measured.flatMap(({ micros, bytes }, index): readonly Line[] => {
    const name = SIDES[index]?.name ?? "";
    const ratios = bytes.map((some, round) => some / (before?.bytes[round] ?? Number.NaN));
    const times = micros.map((some, round) => some / (before?.micros[round] ?? Number.NaN));
    const alone = index === SIDES.length - 1;
    return [
      { figure: `microseconds a statement: ${name}`, measured: median(micros).toFixed(0), spread: spread(micros) },
      { figure: `bytes of the log: ${name}`, measured: median(bytes).toFixed(0), spread: spread(bytes) },
      ...(index === 0
        ? []
        : [
            { figure: `÷ before, time`, measured: median(times).toFixed(2), spread: spread(times, 2) },
            {
              figure: `÷ before, bytes`,
              measured: median(ratios).toFixed(2),
              spread: spread(ratios, 2),
              ...(alone && {
                bound: {
                  description: `${BOUND} or less`,
                  holds: median(ratios) <= BOUND,
                  missed: "The row of line grew, or got an index: see what lib/server/queue/line-row.ts writes.",
                },
              }),
            },
          ]),
    ];
  });
}
