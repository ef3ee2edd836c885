import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Breach, Check } from "./breach.ts";

const COMPILER = join(import.meta.dirname, "../../../node_modules/typescript-7/bin/tsc");

/**
 * As the compiler prints it: `file(line,column): error TS1: message`, or without a place; further lines are indented.
 */
const PRINTED = /^(?:(?<file>\S.*?)\((?<line>\d+),\d+\): )?error (?<code>TS\d+): (?<message>.*(?:\n .*)*)/gm;

/** The compiler, strict (tsconfig.json): a case or a refusal that was forgotten does not compile. */
export const compile: Check = ({ root, changed }) => {
  if (!existsSync(join(root, "tsconfig.json"))) throw new Error(`${root} has no tsconfig.json.`);
  // While somebody works, what the last run found out is kept for the files that nothing since concerns.
  const kept = changed ? ["--incremental", "--tsBuildInfoFile", "types.tsbuildinfo"] : ["--incremental", "false"];
  // One thread needs the least CPU time: several checkers each find out the types that they share.
  const words = [COMPILER, "--noEmit", "--singleThreaded", "--diagnostics", "--pretty", "false", ...kept];
  const env = { ...process.env, GOGC: "400" };
  return new Promise((done, fail) => {
    execFile(process.execPath, words, { cwd: root, env, maxBuffer: 1 << 26 }, (failed, stdout, stderr) => {
      const breaches = [...stdout.matchAll(PRINTED)].map(({ groups = {} }) => breachOf(groups));
      const files = /^Files: +(\d+)$/m.exec(stdout)?.[1];
      if (files === undefined || (failed && breaches.length === 0))
        fail(new Error(`The compiler did not run: ${stdout}${stderr}`));
      else done({ breaches, seen: `${files} files` });
    });
  });
};

const breachOf = ({
  file = "tsconfig.json",
  line = "1",
  code,
  message = "",
}: Partial<Record<string, string>>): Breach => ({
  rule: code ?? "TS",
  file,
  line: Number(line),
  wrong: message,
  instead: "Fix the types; never with any, a cast through unknown or a silencing comment.",
});
