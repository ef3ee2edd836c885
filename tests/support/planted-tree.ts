import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Breach, Findings } from "./check/breach.ts";

const COMMAND = join(import.meta.dirname, "check/breaches-of.ts");

/** The files of a small tree, by path. */
export type Tree = Readonly<Record<string, string>>;

/**
 * What the check finds in each tree, by the tree's name. Each is the base with the named files over it, written to a
 * folder of its own; all are read by one run of the same code as `npm run check`, under plain Node.
 */
export async function breachesIn<Name extends string>(
  check: string,
  base: Tree,
  trees: Readonly<Record<Name, Tree>>,
): Promise<Record<Name, readonly Breach[]>> {
  const folder = await mkdtemp(join(tmpdir(), "planted-"));
  try {
    const names = Object.keys(trees) as Name[];
    const roots = await Promise.all(
      names.map((name, index) => plant(join(folder, String(index)), { ...base, ...trees[name] })),
    );
    const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, check, ...roots], { maxBuffer: 1 << 26 });
    const findings = JSON.parse(stdout) as Findings[];
    return Object.fromEntries(names.map((name, index) => [name, findings[index]?.breaches ?? []])) as unknown as Record<
      Name,
      readonly Breach[]
    >;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function plant(root: string, tree: Tree): Promise<string> {
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
