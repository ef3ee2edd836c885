import { MINUTE, type Instant } from "../../time/instant.ts";
import { db, transaction, type Tx } from "../db.ts";
import { databaseCause } from "../refusal-of-constraint.ts";
import { partitionedTables, type PartitionedTable } from "./partitioned-tables.ts";
import { keptUntil, partitionName, spanOf, wantedSpans, type Span } from "./spans.ts";

/**
 * What was done: partitions created, rows moved out of the default partition into their own, partitions emptied and dropped
 * that are not kept any more, and steps left to the next look, because a lock was not given.
 */
export type PartitionCounts = Readonly<Record<"created" | "moved" | "emptied" | "dropped" | "left", number>>;

/** A statement waits so long for a lock, since everybody waits behind it. */
const LOCK_WAIT = "500ms";
/** What Postgres answers when it has waited so long, and when two transactions wait for each other. */
const LOCK_NOT_GIVEN = ["55P03", "40P01"];
/** Milliseconds after its retention for which an emptied partition still takes rows that come late. */
const SPARE = 7 * 24 * 60 * MINUTE;

/** A partition as it is. `span` is undefined for the default one. `filled`: rows may be in it, or were since it was emptied. */
type Partition = { readonly name: string; readonly span: Span | undefined; readonly filled: boolean };

/** Whether a partition is missing, to be emptied or to be dropped, or the default one holds rows. Reads the catalogue only. */
export async function arePartitionsDue(now: Instant, tables = partitionedTables): Promise<boolean> {
  const present = await readPartitions(tables);
  return tables.some((table) => stepsFor(table, present.get(table.name) ?? [], now).length > 0);
}

/**
 * Brings the partitions of these tables to what they should be at `now`: creates those ahead, moves the rows of the default
 * partition into partitions of their own, and empties, later drops, what is not kept any more. Each step is a transaction of
 * its own. May run twice, also at once, and after any time without a run; needs no more than to own the tables.
 */
export async function keepPartitions(now: Instant, tables = partitionedTables): Promise<PartitionCounts> {
  const counts = { created: 0, moved: 0, emptied: 0, dropped: 0, left: 0 };
  const present = await readPartitions(tables);
  for (const table of tables)
    for (const step of stepsFor(table, present.get(table.name) ?? [], now)) {
      const done = await underLocks(table, step);
      for (const [what, count] of Object.entries(done ?? { left: 1 })) counts[what as keyof PartitionCounts] += count;
    }
  return counts;
}

/** Changes the partitions of a table in the given transaction, and says how many of what. */
type Step = (tx: Tx) => Promise<Partial<PartitionCounts>>;

/** What is to be done, in this order: the default partition first, since a span whose rows are in it cannot get a partition. */
function stepsFor(table: PartitionedTable, partitions: readonly Partition[], now: Instant): readonly Step[] {
  const steps: Step[] = [];
  for (const { name, span, filled } of partitions) {
    if (!span && filled) steps.push((tx) => sortDefault(tx, table, name, now));
    if (!span || keptUntil(span, table.kept) > now) continue;
    if (filled) steps.push((tx) => empty(tx, name));
    else if (keptUntil(span, table.kept) + SPARE <= now) steps.push((tx) => drop(tx, name));
  }
  for (const span of wantedSpans(table, now))
    if (!partitions.some((one) => one.span && one.span.from <= span.from && span.to <= one.span.to))
      steps.push((tx) => create(tx, table, span));
  return steps;
}

/** Runs a step, or returns undefined when a lock is not given, or another process is at the partitions of this table. */
async function underLocks(table: PartitionedTable, step: Step): Promise<Partial<PartitionCounts> | undefined> {
  try {
    return await transaction(async (tx) => {
      await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = '${LOCK_WAIT}'`);
      const [lock] = await tx.$queryRaw<
        { readonly given: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(hashtext(${`partitions of ${table.name}`})) AS given`;
      return lock?.given ? step(tx) : undefined;
    }, "service");
  } catch (error) {
    if (LOCK_NOT_GIVEN.includes(databaseCause(error)?.originalCode ?? "")) return undefined;
    throw error;
  }
}

async function create(tx: Tx, table: PartitionedTable, span: Span): Promise<Partial<PartitionCounts>> {
  if (await exists(tx, partitionName(table, span))) return {};
  await createLike(tx, table, span);
  await attach(tx, table, span);
  return { created: 1 };
}

/**
 * Moves the rows of the default partition into partitions of their own, whatever their dates; those that are not kept any
 * more go. TRUNCATE removes them also from a table whose trigger refuses every DELETE.
 */
async function sortDefault(
  tx: Tx,
  table: PartitionedTable,
  defaultName: string,
  now: Instant,
): Promise<Partial<PartitionCounts>> {
  await tx.$executeRawUnsafe(`LOCK TABLE ${defaultName} IN ACCESS EXCLUSIVE MODE`);
  const dates = await tx.$queryRawUnsafe<{ readonly date: string }[]>(
    `SELECT DISTINCT date_trunc('${table.span}', ${table.by}::timestamp)::date::text AS date FROM ${defaultName} ORDER BY 1`,
  );
  const spans = dates.map(({ date }) => spanOf(date, table.span)).filter((span) => keptUntil(span, table.kept) > now);
  const columns = await columnsOf(tx, table);
  let moved = 0;
  for (const span of spans) {
    await createLike(tx, table, span);
    moved += await tx.$executeRawUnsafe(
      `INSERT INTO ${partitionName(table, span)} (${columns}) SELECT ${columns} FROM ${defaultName} WHERE ${table.by} >= '${span.from}' AND ${table.by} < '${span.to}'`,
    );
  }
  await tx.$executeRawUnsafe(`TRUNCATE ${defaultName}`);
  for (const span of spans) await attach(tx, table, span);
  return { created: spans.length, moved };
}

async function empty(tx: Tx, name: string): Promise<Partial<PartitionCounts>> {
  if (!(await exists(tx, name))) return {};
  await tx.$executeRawUnsafe(`TRUNCATE ${name}`);
  return { emptied: 1 };
}

async function drop(tx: Tx, name: string): Promise<Partial<PartitionCounts>> {
  await tx.$executeRawUnsafe(`DROP TABLE IF EXISTS ${name}`);
  return { dropped: 1 };
}

/** ATTACH leaves everybody reading and writing, while CREATE TABLE … PARTITION OF locks the whole table exclusively. */
const attach = (tx: Tx, table: PartitionedTable, span: Span): Promise<unknown> =>
  tx.$executeRawUnsafe(
    `ALTER TABLE ${table.name} ATTACH PARTITION ${partitionName(table, span)} FOR VALUES FROM ('${span.from}') TO ('${span.to}')`,
  );

async function createLike(tx: Tx, table: PartitionedTable, span: Span): Promise<void> {
  const name = partitionName(table, span);
  await tx.$executeRawUnsafe(`CREATE TABLE ${name} (LIKE ${table.name} INCLUDING ALL)`);
  if (table.personal) await tx.$executeRawUnsafe(`SELECT keep_no_values('${name}')`);
}

const exists = async (tx: Tx, name: string): Promise<boolean> =>
  (await tx.$queryRaw<{ readonly found: boolean }[]>`SELECT to_regclass(${name}) IS NOT NULL AS found`)[0]?.found ??
  false;

/** The columns by name: two tables may have them in another order. */
async function columnsOf(tx: Tx, { name }: PartitionedTable): Promise<string> {
  const [found] = await tx.$queryRaw<{ readonly columns: string }[]>`
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
    WHERE attrelid = ${name}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`;
  return found?.columns ?? "";
}

/** The partitions of each table. A table that was emptied has a file of no bytes. */
async function readPartitions(tables: readonly PartitionedTable[]): Promise<ReadonlyMap<string, readonly Partition[]>> {
  const rows = await db.$queryRaw<
    { readonly table: string; readonly name: string; readonly bound: string; readonly filled: boolean }[]
  >`
    SELECT parent.relname AS table, child.relname AS name, pg_get_expr(child.relpartbound, child.oid) AS bound,
           coalesce(pg_relation_size(child.oid) > 0, false) AS filled
    FROM pg_inherits JOIN pg_class parent ON parent.oid = inhparent JOIN pg_class child ON child.oid = inhrelid
    WHERE parent.relnamespace = current_schema()::regnamespace AND parent.relname = ANY (${tables.map(({ name }) => name)})`;
  const partitions = rows.map(({ table, name, bound, filled }) => ({ table, name, span: spanOfBound(bound), filled }));
  return Map.groupBy(partitions, ({ table }) => table);
}

/** `FOR VALUES FROM ('2026-11-01') TO ('2026-12-01')`; of a moment the hour follows the date. The default partition has none. */
function spanOfBound(bound: string): Span | undefined {
  const { from = "", to } =
    /FROM \((?:'(?<from>[\d-]{10})[^']*'|MINVALUE)\) TO \('(?<to>[\d-]{10})/.exec(bound)?.groups ?? {};
  return to === undefined ? undefined : { from, to };
}
