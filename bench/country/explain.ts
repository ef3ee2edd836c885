import pg from "pg";
import { isUuid } from "#lib/uuid.ts";
import type { Statement } from "#tests/rig/recording.ts";
import { median } from "#tests/rig/figures.ts";
import type { MeasuredStatement, Scan } from "./judge.ts";
import {
  buffersOf,
  heaviestOf,
  looksIntoIndexes,
  readWhole,
  rowsLookedAt,
  sequentialScansOf,
  writes,
  type PlanNode,
} from "./plan.ts";

/** Each statement is run so many times; the first run, which fills the caches, is not counted. */
const RUNS = 6;

/** Statements that only begin or end a transaction. */
const FRAME = /^(BEGIN|COMMIT|ROLLBACK|SET|SAVEPOINT|RELEASE)\b/iu;

/** Statements that Postgres does not explain; they are sent between the others. */
const UNEXPLAINED = /^\s*(LOCK|TRUNCATE|CREATE)\b/iu;

/** `Execution Time` in milliseconds. */
type Explained = { readonly Plan: PlanNode; readonly "Execution Time": number };

/**
 * Runs the statements of a use case again under EXPLAIN, in their order and in one transaction that is rolled back.
 * `before`: SQL that prepares the rows, in the same transaction.
 */
export async function measured(
  db: pg.Client,
  statements: readonly Statement[],
  before: string | undefined,
): Promise<readonly MeasuredStatement[]> {
  const sent = statements.filter(({ text }) => !FRAME.test(text));
  const asked = sent.filter(({ text }) => !UNEXPLAINED.test(text));
  const runs: (readonly Explained[])[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await explainAll(db, sent, before));
  const [, ...counted] = runs;
  const names = namesOf(
    asked.map(({ text }) => text),
    await tablesOf(db),
  );
  return Promise.all(
    asked.map(async (statement, index): Promise<MeasuredStatement> => {
      const all = counted.flatMap((run) => run[index] ?? []);
      const last = all.at(-1);
      if (!last) throw new Error(`${names[index]} was not explained.`);
      return {
        name: names[index] ?? "",
        milliseconds: median(all.map((one) => one["Execution Time"])),
        buffers: median(all.map(({ Plan }) => buffersOf(Plan))),
        extent: Math.max(last.Plan["Actual Rows"] ?? 0, statement.values.flat().filter(isId).length),
        looked: rowsLookedAt(last.Plan),
        looks: looksIntoIndexes(last.Plan),
        writes: writes(last.Plan),
        scans: await scansOf(db, statement, last.Plan),
        heaviest: heaviestOf(last.Plan),
      };
    }),
  );
}

const isId = (value: unknown): boolean => typeof value === "string" && isUuid(value);

async function explainAll(
  db: pg.Client,
  statements: readonly Statement[],
  before: string | undefined,
): Promise<readonly Explained[]> {
  await db.query("BEGIN");
  try {
    if (before !== undefined) await db.query(before);
    const explained: Explained[] = [];
    for (const statement of statements) {
      if (UNEXPLAINED.test(statement.text)) await db.query(statement.text, [...statement.values]);
      else explained.push(await explain(db, statement, "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)"));
    }
    return explained;
  } finally {
    await db.query("ROLLBACK");
  }
}

async function explain(db: pg.Client, { text, values }: Statement, how: string): Promise<Explained> {
  const { rows } = await db.query<{ "QUERY PLAN": readonly Explained[] }>(`${how} ${text}`, [...values]);
  const explained = rows[0]?.["QUERY PLAN"][0];
  if (!explained) throw new Error(`Postgres explained nothing of: ${text}`);
  return explained;
}

/** The sequential scans of a plan, and of each whether Postgres finds an index when it is to avoid them. */
async function scansOf(db: pg.Client, statement: Statement, plan: PlanNode): Promise<readonly Scan[]> {
  const scanned = sequentialScansOf(plan);
  if (scanned.length === 0) return [];
  const { rows: sizes } = await db.query<{ table: string; pages: number }>(
    "SELECT relname AS table, relpages AS pages FROM pg_class WHERE relname = ANY ($1) AND relnamespace = 'public'::regnamespace",
    [scanned.map(({ table }) => table)],
  );
  // A temporary table of the use case is no table that grows, and is gone by now.
  const found = scanned.filter(({ table }) => sizes.some((size) => size.table === table));
  if (found.length === 0) return [];
  const whole = readWhole(await planWithoutScans(db, statement));
  return found.map(({ table, rows }) => ({
    table,
    rows,
    pages: sizes.find((size) => size.table === table)?.pages ?? 0,
    served: !whole.has(table),
  }));
}

async function planWithoutScans(db: pg.Client, statement: Statement): Promise<PlanNode> {
  await db.query("BEGIN");
  try {
    // Without the other joins each table is looked up by the rows of the one before, by an index if there is one.
    await db.query("SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
    return (await explain(db, statement, "EXPLAIN (FORMAT JSON)")).Plan;
  } finally {
    await db.query("ROLLBACK");
  }
}

const tablesOf = async (db: pg.Client): Promise<ReadonlySet<string>> =>
  new Set(
    (await db.query<{ name: string }>("SELECT relname AS name FROM pg_stat_user_tables")).rows.map(({ name }) => name),
  );

/**
 * A short name of each statement: what it does, and the first tables that it names; with a number when several would be
 * called the same.
 */
export function namesOf(texts: readonly string[], tables: ReadonlySet<string>): readonly string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const name = nameOf(text, tables);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

/** How many tables a name says. */
const SAID = 3;

function nameOf(text: string, tables: ReadonlySet<string>): string {
  const locks = /\bFOR (NO KEY )?UPDATE\b/iu.test(text);
  const [verb = "select"] = /\b(insert into|update|delete from)\b/iu.exec(
    text.replace(/FOR (NO KEY )?UPDATE|DO UPDATE/giu, ""),
  ) ?? [locks ? "lock" : "select"];
  const named = [...text.matchAll(/\b(?:FROM|INTO|JOIN|UPDATE)\s+(?:"public"\.)?"?([a-z_]+)"?/giu)].flatMap(
    ([, table]) => (table !== undefined && tables.has(table) ? table : []),
  );
  const said = [...new Set(named)].slice(0, SAID).join(", ");
  return `${verb.toLowerCase().split(" ")[0]} ${said || (/\b[a-z_]+(?=\()/u.exec(text)?.[0] ?? "")}`.trim();
}
