import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readNationalFile, recordsIn } from "#lib/place/national-file.ts";
import { environment } from "#lib/server/env.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { ensureDatabase } from "./database.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { runScript } from "./run-script.ts";
import { settingsOf } from "./settings.ts";
import { CommandError } from "./command-error.ts";

/**
 * `npm run import -- FILE [--organisation SLUG]`: the places of a file of the national schema, all or none, with a
 * report line by line. Ends with 1, and has changed nothing, when the file cannot be read; a record that is refused is
 * said and does not fail the rest.
 */
await runScript(async () => {
  const { file, organisation } = asked();
  const records = await recordsOfFile(file);
  const database = await ensureDatabase();
  await migrateDatabase(database.url);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  const { organisationForImport } = await import("#lib/server/place/import-organisation.ts");
  const holder = await organisationForImport(organisation);
  if ("why" in holder)
    throw new CommandError(
      translatorIn("fr", "import.organisation")(holder.why, { operators: holder.operators.join(", ") }),
    );
  const { importParsers } = await import("#lib/server/place/import-parsers.ts");
  const { importPlaces } = await import("#lib/server/planning/import-places.ts");
  const { reportOf } = await import("./import-report.ts");
  const { clock } = await import("#lib/server/clock.ts");
  await print(reportOf(await importPlaces(readNationalFile(records, importParsers), holder.id, clock.now())));
});

/** Long reports go through pipes, which are not empty yet when a process ends at once. */
function print(lines: readonly string[]): Promise<void> {
  return new Promise((done) => process.stdout.write(`${lines.join("\n")}\n`, () => done()));
}

function asked(): { readonly file: string; readonly organisation?: string } {
  try {
    const {
      values: { organisation },
      positionals: [file, ...more],
    } = parseArgs({ allowPositionals: true, options: { organisation: { type: "string" } } });
    if (file && more.length === 0) return { file, ...(organisation !== undefined && { organisation }) };
  } catch {
    // An option that does not exist is answered with how it is called.
  }
  throw new CommandError(translatorIn("fr", "import")("usage"));
}

/** The records of a JSON file in UTF-8. CommandError, before anything else is touched, when it is not there, not whole or holds no list. */
async function recordsOfFile(file: string): Promise<readonly unknown[]> {
  const say = translatorIn("fr", "import.file");
  const records = recordsIn(contentOf(textOf(await bytesOf(file))));
  if (!records) throw new CommandError(say("list"));
  return records;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw new CommandError(translatorIn("fr", "import.file")(code === "ENOENT" ? "missing" : "closed", { file, code }));
  }
}

/** A mark at the beginning says that it is UTF-8 and is no part of it. */
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
  } catch (error) {
    throw new CommandError(translatorIn("fr", "import.file")("json", { said: (error as Error).message.slice(0, 200) }));
  }
}
