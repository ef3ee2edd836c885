import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * The source files of a tree, as paths with slashes from its root. Generated and installed files, and the results of
 * runs, are left out.
 */
export type SourceTree = {
  readonly root: string;
  readonly files: readonly string[];
  readonly textOf: (file: string) => string;
  /**
   * While somebody works: the files that differ from the last commit. Types and lint then look at what these concern
   * alone.
   */
  readonly changed?: readonly string[];
};

const NOT_WRITTEN = /^(node_modules|\.next.*|\.data|\.git|\.swc|coverage|generated|pictures|results)$/;
const BINARY = /\.(png|jpe?g|ico|woff2?|ttf|mp3|ogg|wasm|tsbuildinfo)$/;

/** Lists the source files below `root`; texts are read when first asked for. */
export function readTree(root: string): SourceTree {
  const files = filesBelow(root, root);
  const texts = new Map<string, string>();
  const textOf = (file: string): string => {
    if (!texts.has(file)) texts.set(file, readFileSync(join(root, file), "utf8"));
    return texts.get(file) ?? "";
  };
  return { root, files, textOf };
}

/** The same with the files that differ from the last commit, new ones included. */
export function withChanged(tree: SourceTree): SourceTree {
  const named = (...words: readonly string[]): string[] =>
    execFileSync("git", [...words, "-z"], { cwd: tree.root, encoding: "utf8" }).split("\0");
  const changed = new Set([
    ...named("diff", "--name-only", "--relative", "HEAD"),
    ...named("ls-files", "--others", "--exclude-standard"),
  ]);
  return { ...tree, changed: tree.files.filter((file) => changed.has(file)) };
}

/** Whether a file is TypeScript of the product itself: not a test, not configuration. */
export const isProductCode = (file: string): boolean =>
  /^(lib|app|components|i18n|scripts|prisma\/seed)\/.*\.tsx?$/.test(file) ||
  /^(proxy|instrumentation[a-z-]*)\.ts$/.test(file);

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_WRITTEN.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink() && statSync(path).isDirectory()) return [];
    if (entry.isDirectory()) return filesBelow(root, path);
    return BINARY.test(entry.name) ? [] : [relative(root, path).replaceAll("\\", "/")];
  });
}
