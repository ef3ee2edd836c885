import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { FileRecord } from "#lib/place/national-file.ts";
import type { PartOfFile } from "#lib/server/place/part-of-import.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { CommandError } from "./command-error.ts";

/**
 * The lines of a JSON file of places in UTF-8 that lie in `part`, read as a page reads them. Throws a CommandError if
 * it is missing, cannot be parsed or holds no list.
 */
export async function linesOfFile(file: string, part: PartOfFile): Promise<readonly FileRecord[]> {
  const { linesOfPlaceFile } = await import("#lib/server/place/lines-of-place-file.ts");
  const { PlaceFileError } = await import("#lib/server/place/read-place-file.ts");
  try {
    return (await linesOfPlaceFile(createReadStream(file), part)) ?? [];
  } catch (error) {
    if (error instanceof PlaceFileError) throw new CommandError(translatorIn("fr", "import.file")(error.why));
    throw notOpened(file, error);
  }
}

/** What a JSON file in UTF-8 holds, parsed. Throws a CommandError if it is missing or cannot be parsed. */
export const contentOfFile = async (file: string): Promise<unknown> => contentOf(textOf(await bytesOfFile(file)));

/** Throws a CommandError if it is missing or may not be read. */
export async function bytesOfFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw notOpened(file, error);
  }
}

function notOpened(file: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  const why = code === "ENOENT" ? "missing" : "closed";
  return new CommandError(translatorIn("fr", "import.file")(why, { file, code }));
}

/** The text without its byte order mark. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(translatorIn("fr", "import.file")("encoding"));
  }
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the reader of JSON says is English, and often without the place in the file.
    throw new CommandError(translatorIn("fr", "import.file")("json"));
  }
}
