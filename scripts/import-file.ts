import { readFile } from "node:fs/promises";
import { recordsIn } from "#lib/place/national-file.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { Trouble } from "./trouble.ts";

/** The records of a JSON file in UTF-8. Trouble, before anything else is touched, when it is not there, not whole or holds no list. */
export async function recordsOfFile(file: string): Promise<readonly unknown[]> {
  const say = translatorIn("fr", "import.file");
  const records = recordsIn(contentOf(textOf(await bytesOf(file))));
  if (!records) throw new Trouble(say("list"));
  return records;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw new Trouble(translatorIn("fr", "import.file")(code === "ENOENT" ? "missing" : "closed", { file, code }));
  }
}

/** A mark at the beginning says that it is UTF-8 and is no part of it. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Trouble(translatorIn("fr", "import.file")("encoding"));
  }
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Trouble(translatorIn("fr", "import.file")("json", { said: (error as Error).message.slice(0, 200) }));
  }
}
