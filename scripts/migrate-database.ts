import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { withClient } from "./database.ts";
import { CommandError } from "./command-error.ts";

/** Where Prisma keeps migrations: one folder each, named for its moment, with `migration.sql` in it. */
export const MIGRATIONS = "prisma/migrations";

/** One migration of the folder: its script, byte for byte. */
type Migration = { readonly name: string; readonly script: string };

/** One row of Prisma's table: an attempt to apply a migration. */
type Attempt = {
  readonly name: string;
  readonly checksum: string;
  readonly state: "applied" | "unfinished" | "rolled-back";
};

/** The lock that Prisma's own schema engine takes, so that neither runs beside the other. */
const LOCK = 72_707_369;
/** Milliseconds for which another command's migration of the same database is waited for. */
const PATIENCE = 300_000;

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
 * is applied in one transaction with its row. Of two commands started together one waits and finds everything applied.
 * Refuses, before anything is applied, a database whose history is not the folder's (docs/decisions/0034).
 */
export const migrateDatabase = (url: string, folder: string = MIGRATIONS): Promise<string[]> =>
  underLock(url, async (client) => {
    const migrations = await migrationsIn(folder);
    const pending = pendingOf(migrations, await attemptsIn(client), folder);
    for (const migration of pending) await apply(client, migration, folder);
    return pending.map(({ name }) => name);
  });

/**
 * What a person found out about a migration that Prisma's own command left unfinished or rolled back: its changes are in
 * the database ("applied"), or none of them is ("retry": the next start applies it). Refuses any other migration.
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

/** Runs `use` on a connection of its own that holds the engine's lock; the lock ends with the connection. */
const underLock = <Value>(url: string, use: (client: pg.Client) => Promise<Value>): Promise<Value> =>
  withClient(url, async (client) => {
    await client.query(`SET lock_timeout = ${PATIENCE}`);
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]).catch((error: { code?: string }) => {
      if (error.code !== "55P03") throw error;
      throw new CommandError(
        "Another command has been migrating this database for five minutes. Wait until it has ended, or end it, then start again.",
      );
    });
    await client.query("RESET lock_timeout");
    return use(client);
  });

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

/** The rows of Prisma's table, which is created in a database that holds nothing yet. Refuses one with tables of others. */
async function attemptsIn(client: pg.Client): Promise<readonly Attempt[]> {
  const { rows } = await client.query<{ migrated: boolean; empty: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS migrated, NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm')) AS empty",
  );
  if (!rows[0]?.migrated) {
    if (!rows[0]?.empty)
      throw new CommandError(
        "This database holds tables that are not of Permanences. Give Permanences a database of its own: createdb permanences, then correct DATABASE_URL.",
      );
    await client.query(CREATE_TABLE);
  }
  const attempts = await client.query<Attempt>(
    "SELECT migration_name AS name, checksum, CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled-back' WHEN finished_at IS NULL THEN 'unfinished' ELSE 'applied' END AS state FROM _prisma_migrations ORDER BY started_at",
  );
  return attempts.rows;
}

/**
 * The migrations that the database lacks. Refuses a history that went another way than the folder: an attempt that was
 * not finished or was rolled back and not repeated since, an applied migration that is gone, and one that has changed.
 */
function pendingOf(
  migrations: readonly Migration[],
  attempts: readonly Attempt[],
  folder: string,
): readonly Migration[] {
  const applied = new Map(attempts.filter(({ state }) => state === "applied").map((one) => [one.name, one.checksum]));
  for (const { name, state } of attempts) {
    if (state === "applied" || (state === "rolled-back" && applied.has(name))) continue;
    throw new CommandError(
      `The migration ${name} was ${state === "unfinished" ? "begun and not finished" : "marked as rolled back by Prisma's own command"}. Nothing was applied. If the changes of ${fileOf(folder, name)} are in the database, run: npm run migrate -- --applied ${name}. If they are not, run: npm run migrate -- --retry ${name}.`,
    );
  }
  for (const [name, checksum] of applied) {
    const migration = migrations.find((one) => one.name === name);
    if (!migration)
      throw new CommandError(
        `The database has the migration ${name}, and ${folder} does not: a newer version of Permanences made it. Nothing was applied. Install that version, or restore the backup made before it.`,
      );
    if (!checksumsOf(migration.script).includes(checksum))
      throw new CommandError(
        `${fileOf(folder, name)} has changed since it was applied to this database. Nothing was applied. Restore the file (git checkout -- ${fileOf(folder, name)}) and write the change as a migration of its own: npm run migrate:new -- name`,
      );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * Runs the script and records it in one transaction. A killed command therefore leaves all of a migration or nothing.
 * A statement that Postgres refuses in a transaction (CREATE INDEX CONCURRENTLY) would be run here, alone in its file:
 * record it unfinished, run it, then finish its row.
 */
async function apply(client: pg.Client, migration: Migration, folder: string): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(migration.script);
    await record(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    throw new CommandError(
      `The migration ${fileOf(folder, migration.name)} does not apply: ${error instanceof Error ? error.message : String(error)}${lineOf(error, migration)}. Nothing of it was kept. Restore the backup made before this version, or correct the migration if it has been applied nowhere yet.`,
    );
  }
}

/** Writes the row of an applied migration as Prisma's engine does: one step, no logs. */
const record = (client: pg.Client, { name, script }: Migration): Promise<unknown> =>
  client.query(
    "INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES ($1, $2, clock_timestamp(), $3, now(), 1)",
    [randomUUID(), sha256(script), name],
  );

/** The checksums that count as this script's. Like Prisma's engine: lines may end otherwise, as git writes them on Windows. */
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
