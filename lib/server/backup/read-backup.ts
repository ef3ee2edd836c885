import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { BackupError } from "./backup-error.ts";
import { endSchema, FIRST_LINE, FORMAT, manifestSchema, tallySchema, type Manifest, type Tally } from "./manifest.ts";
import { decrypted, ENCRYPTED_START } from "./passphrase-encryption.ts";

/** A backup file, and the passphrase where it has one. */
export type BackupFile = { readonly file: string; readonly passphrase?: string | undefined };

/** Takes the rows of one table; it must read them to the end. */
type TakeRows = (table: string, rows: AsyncIterable<Buffer>) => Promise<void>;

/** The bytes that begin a file of gzip (RFC 1952). */
const GZIP_START = Buffer.from([0x1f, 0x8b]);

const DAMAGED =
  "The backup is cut or damaged: not all of it can be read. Nothing was changed. Fetch the file again, or take an older backup.";

/** Whether a file is encrypted. Throws a BackupError for a file that cannot be read or is no backup. */
export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(`${path} cannot be read (${error.code}). Nothing was changed.`);
  });
  const start = Buffer.alloc(ENCRYPTED_START.length);
  const { bytesRead } = await file.read(start, 0, start.length).catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(`${path} cannot be read (${error.code}). Nothing was changed.`);
  });
  await file.close();
  if (start.equals(ENCRYPTED_START)) return true;
  if (bytesRead >= GZIP_START.length && start.subarray(0, GZIP_START.length).equals(GZIP_START)) return false;
  throw new BackupError(`${path} is no backup of Permanences. Nothing was changed.`);
}

/**
 * Reads a whole file and compares each table with its tally, before anything is changed anywhere. Returns what it says
 * of itself. Throws a BackupError for a cut or damaged file, a wrong passphrase, and a file of a newer version.
 */
export async function verifyBackup(
  backup: BackupFile,
): Promise<{ readonly manifest: Manifest; readonly tallies: readonly Tally[] }> {
  const found: { sha256: string }[] = [];
  const read = await readBackup(backup, async (_, rows) => {
    const hash = createHash("sha256");
    for await (const chunk of rows) hash.update(chunk);
    found.push({ sha256: hash.digest("hex") });
  });
  if (read.tallies.some(({ sha256 }, at) => sha256 !== found[at]?.sha256)) throw new BackupError(DAMAGED);
  return read;
}

/** Hands the rows of each table on, in the order of the file. Holds a few hundred kilobytes of it at a time. */
export async function readBackup(
  backup: BackupFile,
  take: TakeRows,
): Promise<{ readonly manifest: Manifest; readonly tallies: readonly Tally[] }> {
  let taking = false;
  const plain = await plainBytes(backup);
  try {
    const lines = new Lines(plain);
    if ((await lines.next()) !== FIRST_LINE) throw new BackupError(DAMAGED);
    const manifest = manifestOf(await lines.next());
    const tallies: Tally[] = [];
    for (const { name } of manifest.tables) {
      if ((JSON.parse(await lines.next()) as { table?: string }).table !== name) throw new BackupError(DAMAGED);
      taking = true;
      await take(
        name,
        guarded(lines.rows(), () => (taking = false)),
      );
      taking = false;
      tallies.push(tallySchema.parse(JSON.parse(await lines.next())));
    }
    if (endSchema.parse(JSON.parse(await lines.next())).tables !== tallies.length) throw new BackupError(DAMAGED);
    await lines.end();
    return { manifest, tallies };
  } catch (error) {
    // What the taker throws is its own; anything else that goes wrong is the file's.
    if (error instanceof BackupError || taking) throw error;
    throw new BackupError(DAMAGED, { cause: error });
  } finally {
    plain.destroy();
  }
}

/** The same rows; calls `failed` when reading them fails. */
async function* guarded(rows: AsyncIterable<Buffer>, failed: () => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of rows) yield chunk;
  } catch (error) {
    failed();
    throw error;
  }
}

function manifestOf(line: string): Manifest {
  const read: unknown = JSON.parse(line);
  const { format, version } = read as { format?: number; version?: string };
  if (typeof format === "number" && format > FORMAT)
    throw new BackupError(
      `The backup was made by a newer version of Permanences (${version}). Install that version, then restore. Nothing was changed.`,
    );
  return manifestSchema.parse(read);
}

/** The content of a file, without encryption and compression. */
async function plainBytes({ file, passphrase }: BackupFile): Promise<Readable> {
  let bytes: AsyncIterable<Uint8Array> = createReadStream(file);
  if (await isEncrypted(file)) {
    if (passphrase === undefined)
      throw new BackupError("The backup is encrypted, and no passphrase was given. Nothing was changed.");
    bytes = decrypted(bytes, passphrase);
  }
  // A failure of a stream before destroys the last one with its error, which its reader then gets.
  return pipeline(Readable.from(bytes, { objectMode: false }), createGunzip(), () => undefined);
}

/** The end of the rows of a table, as COPY writes no row. */
const LAST = Buffer.from("\\.\n");
const LAST_AFTER_ROW = Buffer.from("\n\\.\n");

/** Reads lines and rows from a stream of bytes. */
class Lines {
  readonly #source: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line. */
  async next(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf("\n");
      if (end >= 0) return this.#take(end + 1).toString("utf8", 0, end);
      await this.#more();
    }
  }

  /** The rows up to the line `\.`, in chunks. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.#buffer.length < LAST.length) await this.#more();
    if (this.#buffer.subarray(0, LAST.length).equals(LAST)) return void this.#take(LAST.length);
    for (;;) {
      const end = this.#buffer.indexOf(LAST_AFTER_ROW);
      if (end >= 0) {
        yield this.#take(end + 1);
        return void this.#take(LAST.length);
      }
      // The end may be cut between two chunks.
      const whole = this.#buffer.length - LAST_AFTER_ROW.length + 1;
      if (whole > 0) yield this.#take(whole);
      await this.#more();
    }
  }

  /** Refuses anything more. */
  async end(): Promise<void> {
    if (this.#buffer.length > 0 || !(await this.#source.next()).done) throw new BackupError(DAMAGED);
  }

  #take(bytes: number): Buffer {
    const taken = this.#buffer.subarray(0, bytes);
    this.#buffer = this.#buffer.subarray(bytes);
    return taken;
  }

  async #more(): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw new BackupError(DAMAGED);
    this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
  }
}
