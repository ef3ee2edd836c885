import { relative } from "node:path";
import ts from "typescript";
import type { Breach, Check } from "./breach.ts";
import { programOf } from "./program.ts";

/** The compiler, strict (tsconfig.json): a case or a refusal that was forgotten does not compile. */
export const compile: Check = async ({ root }) => {
  const program = programOf(root);
  if (!program) throw new Error(`${root} has no tsconfig.json.`);
  return {
    breaches: ts.getPreEmitDiagnostics(program).map((diagnostic) => breachOf(root, diagnostic)),
    seen: `${program.getRootFileNames().length} files, TypeScript ${ts.version}`,
  };
};

function breachOf(root: string, { file, start = 0, code, messageText }: ts.Diagnostic): Breach {
  return {
    rule: `TS${code}`,
    file: file ? relative(root, file.fileName).replaceAll("\\", "/") : "tsconfig.json",
    line: (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1,
    wrong: ts.flattenDiagnosticMessageText(messageText, "\n"),
    instead: "Fix the types; never with any, a cast through unknown or a silencing comment.",
  };
}
