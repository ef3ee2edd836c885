import { parseArgs } from "node:util";
import { environment } from "#lib/server/env.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { ensureDatabase } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { settingsOf } from "./settings.ts";
import { CommandError } from "./command-error.ts";
import { linesOfFile } from "./json-file.ts";

/**
 * Imports the places of the file that these words name (`FILE [--organisation SLUG] [--departement CODE] [--commune
 * NAME] [--dry-run]`), all or none, and returns the lines of the report. Throws a CommandError and changes nothing if
 * the file cannot be read; a refused record is reported and does not stop the others.
 */
export async function importFile(words: readonly string[]): Promise<readonly string[]> {
  const { file, organisation, dryRun, departement, commune } = asked(words);
  const { anyOf } = await import("#lib/server/place/part-of-import.ts");
  const part = anyOf([{ departement, commune }]);
  const lines = await linesOfFile(file, part);
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  const { organisationForImport } = await import("#lib/server/place/import-organisation.ts");
  const holder = await organisationForImport(organisation);
  if ("why" in holder)
    throw new CommandError(
      translatorIn("fr", "import.organisation")(holder.why, { organisations: holder.organisations.join(", ") }),
    );
  const { importPlaces } = await import("#lib/server/organisation/places/import-places.ts");
  const { reportOf } = await import("./import-report.ts");
  const { clock } = await import("#lib/server/clock.ts");
  return reportOf(await importPlaces(lines, holder.id, clock.now(), { dryRun, within: part.isPlace }), dryRun);
}

type ImportOptions = {
  readonly file: string;
  readonly organisation: string | undefined;
  /** Only the places of this département or commune; undefined for all. */
  readonly departement: string | undefined;
  readonly commune: string | undefined;
  readonly dryRun: boolean;
};

function asked(words: readonly string[]): ImportOptions {
  const text = { type: "string" } as const;
  try {
    const {
      values: { organisation, departement, commune, "dry-run": dryRun },
      positionals: [file, ...more],
    } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { organisation: text, departement: text, commune: text, "dry-run": { type: "boolean", default: false } },
    });
    if (file && more.length === 0) return { file, organisation, departement, commune, dryRun };
  } catch {
    // An unknown option is answered with the usage.
  }
  throw new CommandError(translatorIn("fr", "import")("usage"));
}
