import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { withClient } from "./database.ts";
import { CommandError } from "./command-error.ts";
import { markIn, whyNotOn } from "./earlier-versions.ts";

/** Where Prisma keeps migrations: one folder each, named for its moment, with `migration.sql` in it. */
export const MIGRATIONS = "prisma/migrations";

/**
 * The first migration of databases that were made before the schema began anew: no migration leads from theirs to this
 * one.
 */
const OF_FORMER_SCHEMA = "20261124150000_the_whole_model";

/** One migration of the folder: its script, byte for byte. */
type Migration = { readonly name: string; readonly script: string };

/**
 * One row of Prisma's table: an attempt to apply a migration. `mark`: what it says of earlier versions
 * (earlier-versions.ts).
 */
type Attempt = {
  readonly name: string;
  readonly checksum: string;
  readonly mark: string | null;
  readonly state: "applied" | "unfinished" | "rolled-back";
};

/** The lock that Prisma's own schema engine takes, so that neither runs beside the other. */
const LOCK = 72_707_369;
/**
 * Milliseconds for which another command's migration is waited for, and for which a lock that was not given is tried
 * for again.
 */
const PATIENCE = 300_000;
/** Milliseconds between two looks whether another command has ended. */
const PAUSE = 500;
/**
 * Milliseconds between two tries to lock: longer than a try waits (`lock_timeout`), so that the others go on most of
 * the time.
 */
const LOCK_PAUSE = 3_000;
/** What Postgres answers when `lock_timeout` has passed, and when two transactions wait for each other. */
const LOCK_NOT_GIVEN = ["55P03", "40P01"];
/** An index built beside running transactions: Postgres refuses it inside one, so it stands alone in its file. */
const CONCURRENT_INDEX =
  /^\s*(?:--.*\s+)*CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+"?(?<index>[a-z0-9_]+)"?\s+ON\s/i;

/** The table as `prisma migrate deploy` 7.10 creates it. */
const CREATE_TABLE = `CREATE TABLE _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to the schema of `folder` and returns the names of the migrations it lacked, in their order. Each
 * is applied in one transaction with its row, and tried again while another transaction holds what it has to lock; an
 * index that is built CONCURRENTLY is applied outside one. Of two commands started together one waits and finds
 * everything applied. Refuses, before anything is applied, a database whose history is not the folder's
 * (docs/decisions/migrations.md), and a migration that does not apply or gets no lock within `patience` milliseconds.
 * `only`: the migrations of an older version, whose backup is restored; the others are left to the next call.
 */
export const migrateDatabase = (
  url: string,
  folder: string = MIGRATIONS,
  patience: number = PATIENCE,
  only?: readonly string[],
): Promise<string[]> =>
  underLock(url, async (client) => {
    const migrations = (await migrationsIn(folder)).filter(({ name }) => !only || only.includes(name));
    const pending = pendingOf(migrations, await attemptsIn(client), folder);
    for (const migration of pending)
      await (CONCURRENT_INDEX.test(migration.script)
        ? buildIndex(client, migration, folder)
        : applyWhenLocked(client, migration, folder, patience));
    return pending.map(({ name }) => name);
  });

/** The indexes of the database that an interrupted build left invalid: they serve no query, and cost every write. */
export const invalidIndexes = (url: string): Promise<readonly string[]> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid ORDER BY 1",
    );
    return rows.map(({ name }) => name);
  });

/**
 * What a person found out about a migration that Prisma's own command left unfinished or rolled back: its changes are
 * in the database ("applied"), or none of them is ("retry": the next start applies it). Refuses any other migration.
 */
export const resolveMigration = (
  url: string,
  name: string,
  found: "applied" | "retry",
  folder: string = MIGRATIONS,
): Promise<void> =>
  underLock(url, async (client) => {
    const migration = (await migrationsIn(folder)).find((one) => one.name === name);
    const attempts = (await attemptsIn(client)).filter((attempt) => attempt.name === name);
    if (!migration || attempts.length === 0 || attempts.some(({ state }) => state === "applied"))
      throw new CommandError(`No attempt of a migration ${name} is unfinished or rolled back in this database.`);
    await client.query("BEGIN");
    await client.query("DELETE FROM _prisma_migrations WHERE migration_name = $1", [name]);
    if (found === "applied") await record(client, migration);
    await client.query("COMMIT");
  });

/**
 * Runs `use` on a connection of its own that holds the engine's lock; the lock ends with the connection. It is asked
 * for again and again instead of waited for: a statement that waits would be waited for by the building of an index.
 */
const underLock = <Value>(url: string, use: (client: pg.Client) => Promise<Value>): Promise<Value> =>
  withClient(url, async (client) => {
    const tried = await tryFor(PATIENCE, PAUSE, async () => {
      const { rows } = await client.query<{ given: boolean }>("SELECT pg_try_advisory_lock($1) AS given", [LOCK]);
      return rows[0]?.given === true;
    });
    if (!tried)
      throw new CommandError(
        "Another command has been migrating this database for five minutes. Wait until it has ended, or end it, then start again.",
      );
    return use(client);
  });

/** Tries until it succeeds, for so many milliseconds, with such a pause between two tries. Returns whether it did. */
async function tryFor(patience: number, between: number, tried: () => Promise<boolean>): Promise<boolean> {
  for (const until = performance.now() + patience; ; await pause(between)) {
    if (await tried()) return true;
    if (performance.now() >= until) return false;
  }
}

/** The migrations of a folder in the order of their names, which begin with their moment. */
async function migrationsIn(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort().map(async (name) => ({ name, script: await scriptOf(fileOf(folder, name)) })));
}

const scriptOf = (file: string): Promise<string> =>
  readFile(file, "utf8").catch(() => {
    throw new CommandError(`${file} cannot be read. Restore it, or remove its folder if the migration was given up.`);
  });

const fileOf = (folder: string, name: string): string => join(folder, name, "migration.sql");

/** The names of the migrations that the database lacks. Changes nothing; refuses what `migrateDatabase` refuses. */
export const pendingMigrations = async (client: pg.Client, folder: string = MIGRATIONS): Promise<readonly string[]> =>
  (await pendingMarks(client, folder)).map(({ name }) => name);

/**
 * The rows of Prisma's table, which is created in a database that holds nothing yet. Refuses one with tables of others.
 */
async function attemptsIn(client: pg.Client): Promise<readonly Attempt[]> {
  if (!(await isMigrated(client))) await client.query(CREATE_TABLE);
  return recordedAttempts(client);
}

/**
 * Whether the database has Prisma's table. Refuses one that has tables of others and not this one: it may be the
 * database of another program. Views and the tables of an extension, such as those of PostGIS, make no such program.
 */
async function isMigrated(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ migrated: boolean; empty: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated, NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')) AS empty",
  );
  if (!rows[0]?.migrated && !rows[0]?.empty)
    throw new CommandError(
      "This database holds tables that are not of Permanences. Give Permanences a database of its own: createdb permanences, then correct DATABASE_URL.",
    );
  return rows[0]?.migrated === true;
}

async function recordedAttempts(client: pg.Client): Promise<readonly Attempt[]> {
  const attempts = await client.query<Attempt>(
    "SELECT migration_name AS name, checksum, logs AS mark, CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled-back' WHEN finished_at IS NULL THEN 'unfinished' ELSE 'applied' END AS state FROM _prisma_migrations ORDER BY started_at",
  );
  return attempts.rows;
}

/** A migration that the database lacks, and what it says of earlier versions. */
export type PendingMigration = { readonly name: string; readonly mark: string | undefined };

/** The migrations that the database lacks. Changes nothing; refuses what `migrateDatabase` refuses. */
export async function pendingMarks(
  client: pg.Client,
  folder: string = MIGRATIONS,
): Promise<readonly PendingMigration[]> {
  const attempts = (await isMigrated(client)) ? await recordedAttempts(client) : [];
  return pendingOf(await migrationsIn(folder), attempts, folder).map(({ name, script }) => ({
    name,
    mark: markIn(script),
  }));
}

/**
 * The migrations of a newer version that the database has, in their order; this version runs on what they leave, as
 * they say.
 */
export async function newerMigrations(client: pg.Client, folder: string = MIGRATIONS): Promise<readonly string[]> {
  if (!(await isMigrated(client))) return [];
  const known = (await migrationsIn(folder)).map(({ name }) => name);
  const unknown = (await recordedAttempts(client)).filter(({ name }) => !known.includes(name));
  return unknown.map(({ name }) => name).sort();
}

/**
 * The migrations that the database lacks; the building of an index that was not finished is one of them. Refuses a
 * history that went another way than the folder: one of the former schema, any other attempt that was not finished, one
 * that was rolled back and not repeated since, one that has changed, and one of a newer version that does not say that
 * this one runs on its schema.
 */
function pendingOf(
  migrations: readonly Migration[],
  attempts: readonly Attempt[],
  folder: string,
): readonly Migration[] {
  const applied = new Map(attempts.filter(({ state }) => state === "applied").map((one) => [one.name, one]));
  const known = migrations.map(({ name }) => name);
  if (attempts.some(({ name }) => name === OF_FORMER_SCHEMA))
    throw new CommandError(
      `The database has the migration ${OF_FORMER_SCHEMA}: an earlier copy of Permanences 0.1.0 made it, and no migration leads from its schema to this one. Nothing was applied. Keep that copy for this database, or set Permanences up anew: createdb permanences_new, then name that database in DATABASE_URL.`,
    );
  for (const { name, state, mark } of attempts) {
    if (state === "applied" || (state === "rolled-back" && applied.has(name))) continue;
    // An index that a newer version was building: it says itself whether this one runs beside it.
    if (state === "unfinished" && !known.includes(name) && whyNotOn(mark, known) === undefined) continue;
    const script = migrations.find((one) => one.name === name)?.script;
    if (state === "unfinished" && script !== undefined && CONCURRENT_INDEX.test(script)) continue;
    throw new CommandError(
      `The migration ${name} was ${state === "unfinished" ? "begun and not finished" : "marked as rolled back by Prisma's own command"}. Nothing was applied. If the changes of ${fileOf(folder, name)} are in the database, run: npm run migrate -- --applied ${name}. If they are not, run: npm run migrate -- --retry ${name}.`,
    );
  }
  for (const [name, { checksum, mark }] of applied) {
    const migration = migrations.find((one) => one.name === name);
    const why = migration ? undefined : whyNotOn(mark, known);
    if (why !== undefined)
      throw new CommandError(
        `The database has the migration ${name}, and ${folder} does not: a newer version of Permanences made it, and this version does not run on it (${why}). Nothing was applied. Install that version, or restore the backup made before it.`,
      );
    if (!migration) continue;
    if (!checksumsOf(migration.script).includes(checksum))
      throw new CommandError(
        `${fileOf(folder, name)} has changed since it was applied to this database. Nothing was applied. Restore the file (git checkout -- ${fileOf(folder, name)}) and write the change as a migration of its own: npm run migrate:new -- name`,
      );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * Applies a migration as soon as it gets its locks. It says itself how long it waits for one (`lock_timeout`), since
 * everybody waits behind it; between two tries the others go on.
 */
async function applyWhenLocked(
  client: pg.Client,
  migration: Migration,
  folder: string,
  patience: number,
): Promise<void> {
  if (await tryFor(patience, LOCK_PAUSE, () => apply(client, migration, folder))) return;
  throw new CommandError(
    `The migration ${fileOf(folder, migration.name)} could not lock what it changes: another transaction has held it for ${Math.round(patience / 60_000)} minutes. Nothing of it was kept. End that transaction (SELECT pid, query_start, state FROM pg_stat_activity ORDER BY xact_start), then start again.`,
  );
}

/**
 * Runs the script and records it in one transaction: a killed command leaves all of a migration or nothing. Returns
 * false when a lock was not given.
 */
async function apply(client: pg.Client, migration: Migration, folder: string): Promise<boolean> {
  try {
    await client.query("BEGIN");
    await client.query(migration.script);
    await record(client, migration);
    await client.query("COMMIT");
    return true;
  } catch (error) {
    // A connection that was lost has rolled back by itself.
    await client.query("ROLLBACK").catch(() => undefined);
    if (LOCK_NOT_GIVEN.includes((error as { code?: string }).code ?? "")) return false;
    throw new CommandError(
      `${doesNotApply(migration, folder, error)} Nothing of it was kept. Restore the backup made before this version, or correct the migration if it has been applied nowhere yet.`,
    );
  }
}

/**
 * Builds an index beside running transactions: it waits, as long as it takes, until those that began before it have
 * ended, and holds nobody up meanwhile. Its row is unfinished meanwhile, so that the next start after a kill goes on:
 * it keeps an index that was completed, and builds one again that was left invalid.
 */
async function buildIndex(client: pg.Client, migration: Migration, folder: string): Promise<void> {
  const { name, script } = migration;
  const index = CONCURRENT_INDEX.exec(script)?.groups?.["index"] ?? "";
  await client.query("DELETE FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NULL", [name]);
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)", [
    randomUUID(),
    sha256(script),
    name,
    markIn(script) ?? null,
  ]);
  try {
    if ((await stateOf(client, index)) === "invalid") await dropIndex(client, index);
    if ((await stateOf(client, index)) === "missing") await client.query(script);
  } catch (error) {
    await dropIndex(client, index).catch(() => undefined);
    throw new CommandError(
      `${doesNotApply(migration, folder, error)} What came before it stays, and the next start tries it again. If rows stand against the index, change them first.`,
    );
  }
  await client.query(
    "UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE migration_name = $1",
    [name],
  );
}

/** Whether an index of this name exists, and serves queries. */
async function stateOf(client: pg.Client, index: string): Promise<"missing" | "invalid" | "valid"> {
  const { rows } = await client.query<{ valid: boolean }>(
    "SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)",
    [index],
  );
  if (!rows[0]) return "missing";
  return rows[0].valid ? "valid" : "invalid";
}

const dropIndex = (client: pg.Client, index: string): Promise<unknown> =>
  client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${client.escapeIdentifier(index)}`);

const doesNotApply = (migration: Migration, folder: string, error: unknown): string =>
  `The migration ${fileOf(folder, migration.name)} does not apply: ${error instanceof Error ? error.message : String(error)}${lineOf(error, migration)}.`;

/**
 * Writes the row of an applied migration as Prisma's engine does: one step. What it says of earlier versions stands
 * where the engine keeps the log of a failure.
 */
const record = (client: pg.Client, { name, script }: Migration): Promise<unknown> =>
  client.query(
    "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, logs, started_at, applied_steps_count) VALUES ($1, $2, clock_timestamp(), $3, $4, now(), 1)",
    [randomUUID(), sha256(script), name, markIn(script) ?? null],
  );

/**
 * The checksums that count as this script's. Like Prisma's engine: lines may end otherwise, as git writes them on
 * Windows.
 */
const checksumsOf = (script: string): readonly string[] => {
  const unix = script.replaceAll("\r\n", "\n");
  return [script, unix, unix.replaceAll("\n", "\r\n")].map(sha256);
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** " (line 12)" where Postgres says at which character of the script it failed. */
function lineOf(error: unknown, { script }: Migration): string {
  const { position } = error as { position?: string };
  return position ? ` (line ${script.slice(0, Number(position) - 1).split("\n").length})` : "";
}
