import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The modules whose tests are tried, each with its folders below lib/ and lib/server/. Modules too small for five
 * mutants stand with a neighbour: mail and the outbox with the messages; organisations with the planning; live pages
 * and outages with the edge of the server; the journal, backups, jobs and partitions with what is kept and erased.
 * Files directly in lib/ or lib/server/ serve every module and belong to none.
 */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  time: ["time"],
  access: ["access"],
  place: ["place"],
  schedule: ["schedule"],
  booking: ["booking"],
  queue: ["queue"],
  report: ["report"],
  calendar: ["calendar"],
  message: ["message", "mail", "outbox"],
  planning: ["planning", "organisation"],
  auth: ["auth"],
  wire: ["wire"],
  edge: ["edge", "live", "outage"],
  privacy: ["privacy", "journal", "backup", "jobs", "partitions"],
};

/** Test folders that do not have the name of a module's folder. */
const MORE_TESTS: Readonly<Record<string, readonly string[]>> = {
  message: ["tests/messages"],
  wire: ["tests/server/api"],
};

/** A module: the folders of its rules and use cases, and those of the tests that are to notice a mutant in them. */
export type Module = {
  readonly name: string;
  readonly sources: readonly string[];
  readonly unit: readonly string[];
  readonly server: readonly string[];
};

export const MODULES: readonly Module[] = Object.entries(FOLDERS).map(([name, folders]) => {
  const tests = [
    ...folders.flatMap((folder) => [`tests/lib/${folder}`, `tests/server/${folder}`]),
    ...(MORE_TESTS[name] ?? []),
  ];
  return {
    name,
    sources: folders.flatMap((folder) => [`lib/${folder}`, `lib/server/${folder}`]),
    unit: tests.filter((folder) => !folder.startsWith("tests/server/")),
    server: tests.filter((folder) => folder.startsWith("tests/server/")),
  };
});

/**
 * The files with that ending below these folders of `root`, as paths from it; a folder that is not there holds none.
 */
export const filesBelow = (root: string, folders: readonly string[], ending: string): readonly string[] =>
  folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(ending))
        .map((file) => join(folder, file))
        .toSorted(),
    );
