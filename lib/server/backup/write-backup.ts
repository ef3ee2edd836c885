import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { copyOut, listed, readTables, SAME_TEXT, type BackedUpTable } from "./backed-up-tables.ts";
import { BackupError, unwritable } from "./backup-error.ts";
import { FIRST_LINE, FORMAT, type Manifest, type Tally } from "./manifest.ts";
import { encrypted } from "./passphrase-encryption.ts";

/** Milliseconds for which a lock is waited for: a partition is emptied and a migration runs in less. */
const LOCK_PATIENCE = 60 * SECOND;

/**
 * What a backup needs. `passphrase`: without it the file is not encrypted, and `secret` (APP_SECRET) is left out.
 * `workFactor`: log2 of the cost of a try at the passphrase, where it is not to be the usual one.
 */
export type WantedBackup = {
  readonly url: string;
  readonly file: string;
  readonly passphrase?: string | undefined;
  readonly secret?: string | undefined;
  readonly workFactor?: number;
};

/** What was written. `bytes`: of the file. */
export type WrittenBackup = { readonly manifest: Manifest; readonly tallies: readonly Tally[]; readonly bytes: number };

/**
 * Writes one consistent snapshot of the database at `url` to a new file that only its owner may read, while everybody
 * goes on working: every table in one REPEATABLE READ transaction, compressed, then encrypted, as a stream. The file
 * has its name once it is complete; nothing stands in a temporary file in clear. Throws a BackupError when the file
 * exists or cannot be written.
 */
export async function writeBackup(wanted: WantedBackup, now: Instant): Promise<WrittenBackup> {
  const there = await stat(wanted.file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw unwritable(wanted.file, error.code, { cause: error });
  });
  if (there?.isDirectory()) throw unwritable(wanted.file, "EISDIR");
  if (there) throw new BackupError(`${wanted.file} exists already. Choose another name, or remove it first.`);
  const client = new pg.Client({ connectionString: wanted.url, application_name: "permanences-backup" });
  // A connection that is cut emits an error event; the next statement then fails.
  client.on("error", () => undefined);
  await client.connect();
  const unfinished = `${wanted.file}.unfinished`;
  try {
    const snapshot = await beginSnapshot(client, wanted, now);
    const tallies: Tally[] = [];
    const { passphrase, workFactor } = wanted;
    const file = createWriteStream(unfinished, { mode: 0o600 });
    const rows = Readable.from(linesOf(client, snapshot, tallies), { objectMode: false });
    const zip = createGzip();
    await (passphrase === undefined
      ? pipeline(rows, zip, file)
      : pipeline(rows, zip, (zipped: AsyncIterable<Uint8Array>) => encrypted(zipped, passphrase, workFactor), file));
    await flush(unfinished);
    await rename(unfinished, wanted.file);
    await client.end();
    return { manifest: snapshot.manifest, tallies, bytes: file.bytesWritten };
  } catch (error) {
    // What COPY still sends is not waited for.
    client.connection.stream.destroy();
    // In a folder without right it fails too, and what is said is why nothing could be written.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw isOfFile(error) ? unwritable(wanted.file, error.code, { cause: error }) : error;
  }
}

/** Whether the system refused to open or to write the file. */
const isOfFile = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  ["open", "write", "rename", "fsync"].includes((error as NodeJS.ErrnoException).syscall ?? "");

/** The bytes are on the disk before the file gets its name. */
async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
}

type Snapshot = { readonly manifest: Manifest; readonly tables: readonly BackedUpTable[] };

/**
 * Begins the transaction of the snapshot. The tables are locked against emptying and changes of their columns before
 * the first query, which fixes the moment: TRUNCATE, by which a night's names are erased, would otherwise take rows out
 * of a snapshot.
 */
async function beginSnapshot(client: pg.Client, { passphrase, secret }: WantedBackup, now: Instant): Promise<Snapshot> {
  const tables = await readTables(client);
  if (tables.length === 0)
    throw new BackupError("The database has no table of Permanences yet: there is nothing to back up.");
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await client.query(`SET LOCAL lock_timeout = ${LOCK_PATIENCE}; SET LOCAL statement_timeout = 0; ${SAME_TEXT}`);
  await client.query(`LOCK TABLE ${listed(client, tables)} IN ACCESS SHARE MODE`);
  const migrations = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1",
  );
  const partitions = await client.query<{ table: string; first: string }>(
    `SELECT parent.relname::text AS table, substring(pg_get_expr(child.relpartbound, child.oid) FROM 'FROM \\(''(\\d{4}-\\d\\d-\\d\\d)') AS first
     FROM pg_inherits JOIN pg_class parent ON parent.oid = inhparent JOIN pg_class child ON child.oid = inhrelid
     WHERE parent.relname = ANY ($1) AND parent.relnamespace = 'public'::regnamespace
       AND pg_get_expr(child.relpartbound, child.oid) LIKE 'FOR VALUES FROM (''%' ORDER BY 1, 2`,
    [tables.map(({ name }) => name)],
  );
  const sequences = await client.query<{ name: string; value: string }>(
    "SELECT sequencename::text AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1",
  );
  return {
    tables,
    manifest: {
      format: FORMAT,
      id: randomUUID(),
      version: await productVersion(),
      migrations: migrations.rows.map(({ name }) => name),
      createdAt: toDate(now).toISOString(),
      ...(passphrase !== undefined && secret !== undefined && { secret }),
      tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
      partitions: partitions.rows,
      sequences: sequences.rows,
    },
  };
}

const productVersion = async (): Promise<string> =>
  (
    JSON.parse(await readFile(join(/* turbopackIgnore: true */ process.cwd(), "package.json"), "utf8")) as {
      version: string;
    }
  ).version;

/**
 * The lines of a backup: its first line, the manifest, then for each table its name, its rows as COPY writes them,
 * `\.`, and their tally; last that it is complete.
 */
async function* linesOf(client: pg.Client, { manifest, tables }: Snapshot, tallies: Tally[]): AsyncGenerator<Buffer> {
  yield Buffer.from(`${FIRST_LINE}\n${JSON.stringify(manifest)}\n`);
  for (const table of tables) {
    yield Buffer.from(`${JSON.stringify({ table: table.name })}\n`);
    const hash = createHash("sha256");
    const rows = client.query(copyTo(copyOut(client, table)));
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    const tally = { table: table.name, rows: rows.rowCount, sha256: hash.digest("hex") };
    tallies.push(tally);
    yield Buffer.from(`\\.\n${JSON.stringify(tally)}\n`);
  }
  yield Buffer.from(`${JSON.stringify({ end: true, tables: tables.length })}\n`);
}
