import { readFile } from "node:fs/promises";
import { recordsIn } from "#lib/place/national-file.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { CommandError } from "./command-error.ts";

/** The records of a JSON file in UTF-8. Throws a CommandError if it is missing, cannot be parsed or holds no list. */
export async function recordsOfFile(file: string): Promise<readonly unknown[]> {
  const say = translatorIn("fr", "import.file");
  const records = recordsIn(await contentOfFile(file));
  if (!records) throw new CommandError(say("list"));
  return records;
}

/** What a JSON file in UTF-8 holds, parsed. Throws a CommandError if it is missing or cannot be parsed. */
export const contentOfFile = async (file: string): Promise<unknown> => contentOf(textOf(await bytesOf(file)));

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw new CommandError(translatorIn("fr", "import.file")(code === "ENOENT" ? "missing" : "closed", { file, code }));
  }
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
