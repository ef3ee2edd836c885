import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { readNationalFile } from "#lib/place/national-file.ts";
import { environment } from "#lib/server/env.ts";
import type { RecordsOfFile } from "#lib/server/planning/set-up-operator.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import { translatorIn } from "#lib/server/translate.ts";
import { readSetupFile, type SetupFile } from "#lib/wire/setup-file.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { CommandError } from "./command-error.ts";
import { ensureDatabase } from "./database.ts";
import { contentOfFile, recordsOfFile } from "./json-file.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { settingsOf } from "./settings.ts";

/** Bytes: the largest file of places that is read. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Sets an operator up as these words ask (`--from FILE [--dry-run]`) and returns the lines of the report, in French. Throws a
 * CommandError with all that is wrong, and changes nothing then.
 */
export async function setUp(words: readonly string[]): Promise<readonly string[]> {
  const { from, dryRun } = asked(words);
  const read = readSetupFile(await contentOfFile(from));
  if (!read.ok) throw refused(from, read.problems);
  const file = read.value;
  const files = await nationalFiles(file, dirname(from));
  const database = await ensureDatabase();
  await prepareDatabase(database);
  Object.assign(environment, await settingsOf(database, environment["APP_ENV"] === "demo" ? "demo" : "production"));
  const { setUpOperator } = await import("#lib/server/planning/set-up-operator.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const done = await setUpOperator(file, await recordsOf(files), clock.now(), { dryRun });
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

type NationalFile = {
  readonly records: readonly unknown[];
  readonly communes: readonly string[];
  readonly departments: readonly string[];
};

/** The files of places, found beside the set-up file. Every one is read before the database is touched. */
async function nationalFiles(file: SetupFile, folder: string): Promise<readonly NationalFile[]> {
  const files: NationalFile[] = [];
  for (const [index, place] of file.places.entries()) {
    if (!("file" in place)) continue;
    const path = join(folder, place.file);
    const size = await stat(path).then(
      (one) => one.size,
      () => 0,
    );
    if (size > LARGEST) throw refused(path, [{ path: `places.${index}.file`, code: "too-large" }]);
    files.push({
      records: await recordsOfFile(path),
      communes: place.communes ?? [],
      departments: place.departments ?? [],
    });
  }
  return files;
}

/** The records of each file that lie in one of its communes or départements; all when it names none. */
async function recordsOf(files: readonly NationalFile[]): Promise<readonly RecordsOfFile[]> {
  const { importParsers } = await import("#lib/server/place/import-parsers.ts");
  const { isRecordIn, isPlaceIn } = await import("#lib/server/place/part-of-import.ts");
  return files.map(({ records, communes, departments }) => {
    const named = [
      ...communes.map((commune) => ({ commune, departement: undefined })),
      ...departments.map((departement) => ({ commune: undefined, departement })),
    ];
    const parts = named.length > 0 ? named : [{ commune: undefined, departement: undefined }];
    return {
      lines: readNationalFile(records, importParsers, (record) => parts.some((part) => isRecordIn(record, part))),
      within: (place) => parts.some((part) => isPlaceIn(place, part)),
    };
  });
}
