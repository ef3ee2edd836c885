import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { environment } from "#lib/server/env.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { readSchoolFile } from "#lib/time/school-file.ts";
import { CommandError } from "./command-error.ts";
import { ensureDatabase } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { settingsOf } from "./settings.ts";

const say = translatorIn("fr", "schoolFile");

/**
 * Imports the school holidays of the file that these words name (`FILE [--dry-run]`), and returns the lines of the
 * report. Throws a CommandError and changes nothing if it cannot be read or is another file; a line that cannot be read
 * is named and does not stop the others.
 */
export async function importSchoolFile(words: readonly string[]): Promise<readonly string[]> {
  const { file, dryRun } = asked(words);
  const text = await readFile(file, "utf8").catch(() => {
    throw new CommandError(say("unreadable", { file }));
  });
  const read = readSchoolFile(text);
  if (!read) throw new CommandError(say("another", { file }));
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  const { importSchoolHolidays } = await import("#lib/server/schedule/import-school-holidays.ts");
  const { added, replaced, same } = await importSchoolHolidays(read.rows, { dryRun });
  return [
    ...read.problems.map(({ line, why }) => say("line", { line, why: say(`why.${why}`) })),
    say("sums", { added, replaced, same, left: read.leftOut, refused: read.problems.length }),
    ...(dryRun ? [say("dryRun")] : []),
  ];
}

function asked(words: readonly string[]): { readonly file: string; readonly dryRun: boolean } {
  try {
    const {
      values: { "dry-run": dryRun },
      positionals: [file, ...more],
    } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { "dry-run": { type: "boolean", default: false } },
    });
    if (file && more.length === 0) return { file, dryRun };
  } catch {
    // An unknown option is answered with the usage.
  }
  throw new CommandError(say("usage"));
}
