import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";
import { isStorable } from "#lib/wire/api/storable.ts";

/**
 * How much more than the largest file is taken in, unread, so that whoever sent too much reads why: an answer before
 * the end of a request is lost by browsers.
 */
const UNREAD = 4;

/** The fields beside a file are short texts, and few. */
const LIMITS = { files: 1, fields: 30, fieldSize: 8 * 1024, fieldNameSize: 100, parts: 40, headerPairs: 40 };

/**
 * What became of a file that was sent. `none`: no file was chosen. `cut`: the connection ended before the file did.
 * `no-room`: the disk is full. Whatever is not `kept` may have left a part at the path.
 */
type OfFile = "kept" | "none" | "too-large" | "cut" | "no-room" | "malformed";

/**
 * A form with a file: its text fields, the last value of each name, and the name that the file has on the sender's
 * disk.
 */
export type Upload = {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly file: OfFile;
};

/**
 * Takes in a posted form (multipart/form-data) and writes the bytes of the file in `field` to a new file at `path`,
 * readable by its owner alone, as they come: neither the form nor the file is ever whole in memory. `most`: bytes of
 * the file. `create`: how the file is opened for writing; `longestText`: bytes of one text field, of which the rest is
 * cut off.
 */
export async function readUpload(
  request: Request,
  field: string,
  path: string,
  most: number,
  create: (path: string) => Promise<FileHandle> = createFile,
  longestText = LIMITS.fieldSize,
): Promise<Upload> {
  const fields: Record<string, string> = {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/iu.test(type) || !request.body) return { fields, fileName: "", file: "malformed" };
  const form = new Busboy({
    headers: { "content-type": type },
    limits: { ...LIMITS, fileSize: most, fieldSize: longestText },
  });
  // Once the connection was cut the parser says so several times, the last time after nobody listens.
  form.on("error", () => undefined);
  let name = "";
  let stream: BusboyFileStream | undefined;
  let written: Promise<OfFile> | undefined;
  form.on("field", (key: string, value: string) => void (fields[key] = value));
  form.on("file", (key: string, sent: BusboyFileStream, sentAs: string) => {
    if (key !== field || written) return void sent.resume();
    name = sentAs;
    stream = sent;
    sent.on("error", () => undefined);
    written = writeFile(sent, create(path));
  });
  let cut = false;
  try {
    // The types of a stream in the browser and in Node.js differ in name only.
    await pipeline(Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]), upTo(most * UNREAD), form);
  } catch (error) {
    cut = true;
    stream?.destroy(error as Error);
  }
  const file = (await written) ?? "none";
  if (!isStorable([fields, name])) return { fields: {}, fileName: "", file: "malformed" };
  return { fields, fileName: name, file: cut && file !== "too-large" && file !== "no-room" ? "cut" : file };
}

/** A new file; one that stands there already is left alone. */
export const createFile = (path: string): Promise<FileHandle> => open(path, "wx", 0o600);

/** Passes these many bytes on; then it throws. */
const upTo = (most: number) =>
  async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > most) throw new Error("The request is longer than is taken in.");
      yield chunk;
    }
  };

/** What the operating system says of a disk, or of what somebody may use of it, that is full. */
const NO_ROOM = new Set(["ENOSPC", "EDQUOT"]);

/** Writes the file; when its disk is full it reads on without writing, so that the form is answered. */
async function writeFile(sent: BusboyFileStream, opening: Promise<FileHandle>): Promise<OfFile> {
  let target: FileHandle | undefined;
  let size = 0;
  let failed: unknown;
  try {
    target = await opening;
    for await (const chunk of sent as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (failed === undefined) await target.writeFile(chunk).catch((error: unknown) => (failed = error));
    }
  } catch (error) {
    failed ??= error;
    sent.resume();
  } finally {
    await target?.close().catch((error: unknown) => (failed ??= error));
  }
  if (sent.truncated) return "too-large";
  if (failed === undefined) return size === 0 ? "none" : "kept";
  if (NO_ROOM.has((failed as NodeJS.ErrnoException).code ?? "")) return "no-room";
  return sent.errored
    ? "cut"
    : Promise.reject(failed instanceof Error ? failed : new Error("The file could not be written."));
}
