import { execFile } from "node:child_process";
import { join } from "node:path";
import ts from "typescript";
import type { Breach, Check } from "./breach.ts";

const LINE = /^(?<file>[^()\n]+)\((?<line>\d+),\d+\): error (?<code>TS\d+): (?<said>.*)$/;

/** The compiler, strict (tsconfig.json). The run that matters: a forgotten case or refusal does not compile. */
export const compile: Check = (house) =>
  new Promise((done) => {
    const tsc = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");
    execFile(
      process.execPath,
      [tsc, "--noEmit", "--pretty", "false"],
      { cwd: house.root, maxBuffer: 1 << 26 },
      (failed, stdout, stderr) => {
        const breaches = stdout.split("\n").flatMap(breachOf);
        const silent = failed && breaches.length === 0;
        done({ breaches: silent ? [couldNotRun(stdout + stderr)] : breaches, seen: `TypeScript ${ts.version}` });
      },
    );
  });

function breachOf(line: string): Breach[] {
  const found = LINE.exec(line)?.groups;
  if (!found) return [];
  return [
    {
      rule: found["code"] ?? "",
      file: found["file"] ?? "",
      line: Number(found["line"]),
      wrong: found["said"] ?? "",
      instead: "Mend the types; never with any, a cast through unknown or a silencing comment.",
    },
  ];
}

const couldNotRun = (said: string): Breach => ({
  rule: "types-run",
  file: "tsconfig.json",
  line: 1,
  wrong: `The compiler did not run: ${said.trim()}`,
  instead: "Run `npm ci`, then `npx tsc --noEmit` by hand.",
});
