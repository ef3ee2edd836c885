import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Breach, Check } from "./breach.ts";

const ROOT = join(import.meta.dirname, "../../..");
const KNIP = join(ROOT, "node_modules/knip/bin/knip.js");

/** One thing that knip found, by its kind: `exports`, `files`, `dependencies` and the others below. */
type UnusedThing = { readonly name: string; readonly line?: number };
type FileFindings = { readonly file: string } & Readonly<Record<string, readonly UnusedThing[]>>;

const ADVICE: Readonly<Record<string, readonly [wrong: string, instead: string]>> = {
  files: [
    "is imported by nothing.",
    "Delete it, or name it as an entry in knip.json if something starts it by its path.",
  ],
  exports: ["is exported, and no other file imports it.", "Take “export” away, or delete what nobody uses."],
  types: ["is exported, and no other file imports it.", "Take “export” away, or delete what nobody uses."],
  dependencies: [
    "is declared, and nothing imports it.",
    "npm uninstall it, or name it in knip.json with what reads it.",
  ],
  devDependencies: [
    "is declared, and nothing imports it.",
    "npm uninstall it, or name it in knip.json with what reads it.",
  ],
  unlisted: ["is imported, and package.json does not declare it.", "npm install --save-exact it."],
  unresolved: ["is imported, and does not exist.", "Correct the path."],
  binaries: ["is run, and no package brings it.", "Declare the package, or name the program in knip.json."],
  duplicates: ["is exported under two names.", "Keep one name."],
};

/**
 * knip over the tree (knip.json): files, exports and dependencies that nothing uses, and packages that nobody declared.
 */
export const unused: Check = ({ root }) =>
  new Promise((done) => {
    const words = [
      KNIP,
      "--directory",
      root,
      "--config",
      join(ROOT, "knip.json"),
      "--reporter",
      "json",
      "--no-progress",
    ];
    execFile(process.execPath, words, { cwd: root, maxBuffer: 1 << 26 }, (_failed, stdout, stderr) => {
      const rows = rowsOf(stdout);
      done({
        breaches: rows ? rows.flatMap(breachesOf) : [couldNotRun(stdout + stderr)],
        seen: "files, exports and dependencies",
      });
    });
  });

function rowsOf(answer: string): readonly FileFindings[] | undefined {
  try {
    return (JSON.parse(answer) as { issues: readonly FileFindings[] }).issues;
  } catch {
    return undefined;
  }
}

const breachesOf = (row: FileFindings): Breach[] =>
  Object.entries(row).flatMap(([kind, found]) =>
    kind === "file" ? [] : [found].flat(2).map((one) => breachOf(row.file, kind, one as UnusedThing)),
  );

function breachOf(file: string, kind: string, { name, line }: UnusedThing): Breach {
  const [wrong, instead] = ADVICE[kind] ?? [
    `is found by knip (${kind}).`,
    "See https://knip.dev/reference/issue-types.",
  ];
  return { rule: `unused-${kind}`, file, line: line ?? 1, wrong: `“${name}” ${wrong}`, instead };
}

const couldNotRun = (said: string): Breach => ({
  rule: "unused-runs",
  file: "knip.json",
  line: 1,
  wrong: `knip did not run: ${said.trim()}`,
  instead: "Run `npm ci`, then `npx knip` by hand.",
});
