import { Prisma } from "#prisma/generated/client.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { databaseCause } from "#lib/server/refusal-of-constraint.ts";
import { partitionedTables, type PartitionedTable } from "./partitioned-tables.ts";
import { keptUntil, wantedSpans, type Span } from "./spans.ts";

/**
 * What was done: partitions created, rows moved out of the default partition into their own, partitions emptied and
 * dropped that are not kept any more, and steps left to the next look, because a lock was not given.
 */
export type PartitionCounts = Readonly<Record<"created" | "moved" | "emptied" | "dropped" | "left", number>>;

/** A statement waits so long for a lock, since everybody waits behind it. */
const LOCK_WAIT = "500ms";
/** What Postgres answers when it has waited so long, and when two transactions wait for each other. */
const LOCK_NOT_GIVEN = ["55P03", "40P01"];
/** Milliseconds after its retention for which an emptied partition still takes rows that come late. */
const SPARE = 7 * 24 * 60 * MINUTE;

/**
 * A partition as it is. `span` is undefined for the default one. `filled`: rows may be in it, or were since it was
 * emptied.
 */
type Partition = { readonly name: string; readonly span: Span | undefined; readonly filled: boolean };

/**
 * Whether a partition is missing, to be emptied or to be dropped, or the default one holds rows. Reads the catalogue
 * only.
 */
export async function arePartitionsDue(now: Instant, tables = partitionedTables): Promise<boolean> {
  const present = await readPartitions(tables);
  return tables.some((table) => stepsFor(table, present.get(table.name) ?? [], now).length > 0);
}

/**
 * Brings the partitions of these tables to what they should be at `now`: creates those ahead, moves the rows of the
 * default partition into partitions of their own, and empties, later drops, what is not kept any more. Each step is a
 * transaction of its own. May run twice, also at once, and after any time without a run; needs no more than to own the
 * tables.
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

/**
 * What is to be done, in this order: the default partition first, since a span whose rows are in it cannot get a
 * partition.
 */
function stepsFor(table: PartitionedTable, partitions: readonly Partition[], now: Instant): readonly Step[] {
  const at = toDate(now);
  const steps: Step[] = [];
  for (const { name, span, filled } of partitions) {
    if (!span && filled) steps.push((tx) => sortDefault(tx, table, at));
    if (!span || keptUntil(span, table.kept) > now) continue;
    if (filled) steps.push((tx) => empty(tx, name, at));
    else if (keptUntil(span, table.kept) + SPARE <= now) steps.push((tx) => drop(tx, name, at));
  }
  for (const span of wantedSpans(table, now))
    if (!partitions.some((one) => one.span && one.span.from <= span.from && span.to <= one.span.to))
      steps.push((tx) => create(tx, table, span, at));
  return steps;
}

/**
 * Runs a step, or returns undefined when a lock is not given, or another process is at the partitions of this table.
 */
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

async function create(tx: Tx, { name }: PartitionedTable, { from }: Span, at: Date): Promise<Partial<PartitionCounts>> {
  return (await isDone(tx, Prisma.sql`create_partition(${name}, ${from}::date, ${at}::timestamptz)`))
    ? { created: 1 }
    : {};
}

/** Moves the rows of the default partition into partitions of their own; those that are not kept any more go. */
async function sortDefault(tx: Tx, { name }: PartitionedTable, at: Date): Promise<Partial<PartitionCounts>> {
  const [counts] = await tx.$queryRaw<
    { readonly created: number; readonly moved: number }[]
  >`SELECT created, moved FROM sort_default_partition(${name}, ${at}::timestamptz)`;
  return counts ?? {};
}

const empty = async (tx: Tx, name: string, at: Date): Promise<Partial<PartitionCounts>> =>
  (await isDone(tx, Prisma.sql`empty_partition(${name}, ${at}::timestamptz)`)) ? { emptied: 1 } : {};

const drop = async (tx: Tx, name: string, at: Date): Promise<Partial<PartitionCounts>> =>
  (await isDone(tx, Prisma.sql`drop_partition(${name}, ${at}::timestamptz)`)) ? { dropped: 1 } : {};

/** What a function of the database answers: true when it did something, false when another process was quicker. */
async function isDone(tx: Tx, call: Prisma.Sql): Promise<boolean> {
  const [answer] = await tx.$queryRaw<{ readonly done: boolean }[]>`SELECT ${call} AS done`;
  return answer?.done ?? false;
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

/**
 * `FOR VALUES FROM ('2026-11-01') TO ('2026-12-01')`; of a moment the hour follows the date. The default partition has
 * none.
 */
function spanOfBound(bound: string): Span | undefined {
  const { from = "", to } =
    /FROM \((?:'(?<from>[\d-]{10})[^']*'|MINVALUE)\) TO \('(?<to>[\d-]{10})/.exec(bound)?.groups ?? {};
  return to === undefined ? undefined : { from, to };
}
