import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const programs = new Map<string, ts.Program>();
const libraryFiles = new Map<string, ts.SourceFile | undefined>();

/**
 * The TypeScript program of a tree with a tsconfig.json, made once a run: the compiler's check and the typed
 * rules of the linter share its parsed files and its types.
 */
export function programOf(root: string): ts.Program | undefined {
  const file = join(root, "tsconfig.json");
  if (!programs.has(root) && existsSync(file)) programs.set(root, createProgram(file));
  return programs.get(root);
}

function createProgram(file: string): ts.Program {
  const onUnRecoverableConfigFileDiagnostic = (diagnostic: ts.Diagnostic): never => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
  };
  const overrides = { noEmit: true, incremental: false };
  const config = ts.getParsedCommandLineOfConfigFile(file, overrides, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic,
  });
  if (!config) throw new Error(`${file} cannot be read.`);
  // The linter walks from a node to its parent.
  const host = ts.createCompilerHost(config.options, true);
  const read = host.getSourceFile;
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  host.getSourceFile = (name, ...rest) => {
    if (!name.includes("/node_modules/typescript/lib/")) return read(name, ...rest);
    if (!libraryFiles.has(name)) libraryFiles.set(name, read(name, ...rest));
    return libraryFiles.get(name);
  };
  return ts.createProgram({
    rootNames: config.fileNames,
    options: config.options,
    host,
    configFileParsingDiagnostics: config.errors,
  });
}
