import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { environment } from "#lib/server/env.ts";
import type { Logo } from "#lib/server/place/encode-logo.ts";
import type { RecordsOfFile } from "#lib/server/organisation/set-up/set-up-organisation.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { readSetupFile, type SetupFile } from "#lib/wire/organisation/setup-file.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { CommandError } from "./command-error.ts";
import { ensureDatabase } from "./database.ts";
import { bytesOfFile, contentOfFile, linesOfFile } from "./json-file.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { settingsOf } from "./settings.ts";

/**
 * Sets an organisation up as these words ask (`--from FILE [--dry-run]`) and returns the lines of the report, in
 * French. Throws a CommandError with all that is wrong, and changes nothing then.
 */
export async function setUp(words: readonly string[]): Promise<readonly string[]> {
  const { from, dryRun } = asked(words);
  const read = readSetupFile(await contentOfFile(from));
  if (!read.ok) throw refused(from, read.problems);
  const file = read.value;
  const files = await nationalFiles(file, dirname(from));
  const logo = await logoOf(file, from);
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  const { setUpOrganisation } = await import("#lib/server/organisation/set-up/set-up-organisation.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const done = await setUpOrganisation(file, files, clock.now(), { dryRun, logo });
  if (!done.ok) throw refused(from, done.problems);
  const { reportOfSetUp } = await import("./set-up-report.ts");
  return reportOfSetUp(file, done.value, dryRun);
}

function asked(words: readonly string[]): { readonly from: string; readonly dryRun: boolean } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { from: { type: "string" }, "dry-run": { type: "boolean", default: false } },
    });
    if (values.from) return { from: values.from, dryRun: values["dry-run"] };
  } catch {
    // An unknown option is answered with the usage.
  }
  throw new CommandError(translatorIn("fr", "setup")("usage"));
}

function refused(file: string, problems: readonly SetupProblem[]): CommandError {
  const say = translatorIn("fr", "setup");
  const sentences = problems.map((problem) => {
    const { path } = problem;
    const said = sayProblem(problem, "fr");
    return `  ${path === "" ? said : say("at", { path, said })}`;
  });
  return new CommandError([say("refused", { file }), ...sentences].join("\n"));
}

/** The logo beside the set-up file, drawn anew as the form does it; undefined when it names none. */
async function logoOf({ organisation }: SetupFile, from: string): Promise<Logo | undefined> {
  if (organisation.logo === undefined) return undefined;
  const { encodeLogo } = await import("#lib/server/place/encode-logo.ts");
  const logo = await encodeLogo(await bytesOfFile(join(dirname(from), organisation.logo)));
  if ("code" in logo) throw refused(from, [{ ...logo, path: "organisation.logo" }]);
  return logo;
}

/**
 * The lines of the files of places, found beside the set-up file, that lie in one of the communes or départements that
 * it names; all when it names none. Every file is read before the database is touched.
 */
async function nationalFiles(file: SetupFile, folder: string): Promise<readonly RecordsOfFile[]> {
  const { anyOf } = await import("#lib/server/place/part-of-import.ts");
  const { LARGEST_PLACE_FILE } = await import("#lib/server/place/read-place-file.ts");
  const files: RecordsOfFile[] = [];
  for (const [index, place] of file.places.entries()) {
    if (!("file" in place)) continue;
    const path = join(folder, place.file);
    const size = await stat(path).then(
      (one) => one.size,
      () => 0,
    );
    if (size > LARGEST_PLACE_FILE) throw refused(path, [{ path: `places.${index}.file`, code: "too-large" }]);
    const { communes = [], departments = [] } = place;
    const part = anyOf([
      ...communes.map((commune) => ({ commune, departement: undefined })),
      ...departments.map((departement) => ({ commune: undefined, departement })),
    ]);
    files.push({ lines: await linesOfFile(path, part), within: part.isPlace });
  }
  return files;
}
