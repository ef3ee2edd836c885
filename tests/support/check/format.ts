import { execFile } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Breach, Check } from "./breach.ts";

const OXFMT = join(import.meta.dirname, "../../../node_modules/oxfmt/bin/oxfmt");

/** oxfmt over the tree, with its settings (.oxfmtrc.json). A run that looked at no file is a breach itself. */
export const format: Check = ({ root }) =>
  new Promise((done) => {
    const words = [OXFMT, "--check", "--disable-nested-config"];
    execFile(process.execPath, words, { cwd: root, maxBuffer: 1 << 26 }, (failed, stdout, stderr) => {
      // oxfmt colours the names of files as soon as FORCE_COLOR is set, whatever else is.
      const said = stripVTControlCharacters(stdout);
      const files = [...said.matchAll(/^(\S.*) \(\d+ms\)$/gm)].map(([, file = ""]) => file);
      const seen = /on (\d+) files/.exec(said)?.[1];
      done({
        breaches: [...files.map(breachOf), ...(seen && !(failed && files.length === 0) ? [] : [couldNotRun(stderr)])],
        seen: `${seen ?? 0} files`,
      });
    });
  });

const breachOf = (file: string): Breach => ({
  rule: "format",
  file,
  line: 1,
  wrong: "is not formatted as oxfmt would do it.",
  instead: `Run: npm run format -- ${file}`,
});

const couldNotRun = (said: string): Breach => ({
  rule: "format-runs",
  file: ".oxfmtrc.json",
  line: 1,
  wrong: `oxfmt did not read every file: ${said.trim()}`,
  instead: "Fix the syntax, or run `npm ci` and then `npm run format`.",
});
