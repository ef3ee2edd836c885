import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { copyIn, copyOut, listed, NOT_ALLOWED, readTables, SAME_TEXT, type BackedUpTable } from "./backed-up-tables.ts";
import { BackupError } from "./backup-error.ts";
import type { Manifest, Tally } from "./manifest.ts";
import { readBackup, type BackupFile } from "./read-backup.ts";
import { noteUnfinished } from "./unfinished-restore.ts";

/** Tables that an installation fills by itself, before anybody has entered anything: their rows are replaced. */
const FILLED_BY_ITSELF = [
  "half_day_figures_progress",
  "installation",
  "instance_clock",
  // That of the first start; any other has an organisation that made it.
  "organisation_invitation",
  "rate_limit",
  "school_holiday",
];

/** The tables in which somebody has entered something; none in an empty database, be it migrated or not. */
export async function filledTables(client: pg.ClientBase): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const { name } of await readTables(client)) {
    if (FILLED_BY_ITSELF.includes(name)) continue;
    const { rowCount } = await client.query(`SELECT FROM public.${client.escapeIdentifier(name)} LIMIT 1`);
    if (rowCount) filled.push(name);
  }
  return filled;
}

/** The sentence for a database that is not empty. */
export const notEmpty = (tables: readonly string[]): BackupError =>
  new BackupError(
    `The database is not empty: it holds rows in ${tables.slice(0, 5).join(", ")}${tables.length > 5 ? " and others" : ""}. A backup is restored into an empty one only. Nothing was changed.`,
  );

/**
 * Writes the rows of a backup that was verified into an empty database at the backup's schema, and notes that the
 * restore is not finished; all in one transaction as the owner of the tables, so that either everything is there or
 * nothing. Triggers, which would count or write a second time, are off meanwhile; foreign keys and constraints hold.
 * Each table is read again and compared with its tally before the commit.
 */
export async function restoreRows(ownerUrl: string, backup: BackupFile, expected: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "permanences-restore" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(`SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0; ${SAME_TEXT}`);
    const tables = await tablesFor(client, expected);
    await client.query(`LOCK TABLE ${listed(client, tables)} IN ACCESS EXCLUSIVE MODE`);
    const filled = await filledTables(client);
    if (filled.length > 0) throw notEmpty(filled);
    for (const name of FILLED_BY_ITSELF.filter((one) => tables.some((table) => table.name === one)))
      await client.query(`DELETE FROM public.${client.escapeIdentifier(name)}`);
    for (const { table, first } of expected.partitions)
      await client.query("SELECT create_partition($1, $2::date, now())", [table, first]);
    const triggers = await withTriggers(client, tables);
    for (const table of triggers) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    // Rows that are older than such a rule need not keep it; a later version brings them up to date.
    const rules = await uncheckedRules(client, tables);
    for (const { table, rule } of rules) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${rule}`);
    await fill(client, backup, expected, tables);
    for (const { table, rule, definition } of rules)
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${rule} ${definition}`);
    for (const table of triggers) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    for (const { name, value } of expected.sequences)
      await client.query("SELECT setval(format('public.%I', $1::text)::regclass, $2::bigint)", [name, value]);
    await noteUnfinished(client, expected.id);
    await client.query("COMMIT");
    await client.end();
  } catch (error) {
    // The transaction ends with its connection.
    client.connection.stream.destroy();
    if ((error as { code?: string }).code === NOT_ALLOWED)
      throw new BackupError(
        "The role of this connection does not own the tables: set DATABASE_OWNER_URL to the address of the role that does. Nothing was changed.",
        { cause: error },
      );
    throw error;
  }
}

/** The tables of the database in the order of the backup. Refuses a backup of other tables or columns. */
async function tablesFor(client: pg.Client, { tables: wanted }: Manifest): Promise<readonly BackedUpTable[]> {
  const present = await readTables(client);
  const differs = [
    ...wanted.filter(({ name, columns }) => {
      const table = present.find((one) => one.name === name);
      return !table || new Set(columns).symmetricDifference(new Set(table.columns)).size > 0;
    }),
    ...present.filter(({ name }) => !wanted.some((one) => one.name === name)),
  ];
  if (differs.length > 0)
    throw new BackupError(
      `The backup and this version of Permanences have other columns in ${differs.map(({ name }) => name).join(", ")}. Restore with the version that made the backup. Nothing was changed.`,
    );
  return wanted.map(({ name, columns }) => ({ ...present.find((one) => one.name === name)!, columns }));
}

async function fill(
  client: pg.Client,
  backup: BackupFile,
  expected: Manifest,
  tables: readonly BackedUpTable[],
): Promise<void> {
  const written: Tally[] = [];
  const { manifest, tallies } = await readBackup(backup, async (name, rows) => {
    const table = tables.find((one) => one.name === name)!;
    const copy = client.query(copyFrom(copyIn(client, table)));
    await pipeline(Readable.from(rows, { objectMode: false }), copy);
    written.push({ table: name, rows: copy.rowCount, sha256: await hashOf(client, table) });
  });
  const differs = tallies.find(
    ({ table, rows, sha256 }, at) =>
      table !== written[at]?.table || rows !== written[at].rows || sha256 !== written[at].sha256,
  );
  if (manifest.id !== expected.id || differs)
    throw new BackupError(
      `What was written is not what the backup holds${differs ? ` (${differs.table})` : ""}. Nothing was changed.`,
    );
}

/** The SHA-256 of the rows of a table as they are now. */
async function hashOf(client: pg.Client, table: BackedUpTable): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of client.query(copyTo(copyOut(client, table))) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}

/** SQL: the tables of these names ($1) and their partitions. */
const THESE = `SELECT one.oid FROM pg_class one WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1)
  UNION SELECT part.relid FROM pg_class one, pg_partition_tree(one.oid) AS part WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1)`;

/** Every one of these tables, and partition of one, with triggers of its own. */
async function withTriggers(client: pg.Client, tables: readonly BackedUpTable[]): Promise<readonly string[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT DISTINCT tgrelid::regclass::text AS table FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (${THESE}) ORDER BY 1`,
    [tables.map(({ name }) => name)],
  );
  return rows.map(({ table }) => table);
}

type UncheckedConstraint = { readonly table: string; readonly rule: string; readonly definition: string };

/** The rules of these tables that hold for what is written and were not checked of older rows (NOT VALID). */
async function uncheckedRules(
  client: pg.Client,
  tables: readonly BackedUpTable[],
): Promise<readonly UncheckedConstraint[]> {
  const { rows } = await client.query<UncheckedConstraint>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS rule, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'c' AND NOT convalidated AND coninhcount = 0 AND conrelid IN (${THESE}) ORDER BY 1, 2`,
    [tables.map(({ name }) => name)],
  );
  return rows;
}
