import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The sources of the built application, without tests, documents and commands other than what is done to its scripts.
 */
const SOURCES = [
  "app",
  "components",
  "i18n",
  "lib",
  "messages",
  "public",
  "prisma/schema.prisma",
  "data/topics.json",
  "package-lock.json",
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "scripts/compile-hints.ts",
  "tsconfig.json",
];

/** A hash of the contents of all sources below `root`. */
export async function sourceHash(root = "."): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES)
    for (const file of await filesOf(root, source))
      hash
        .update(`${file}\0`)
        .update(await readFile(join(root, file)))
        .update("\0");
  return hash.digest("hex");
}

async function filesOf(root: string, path: string): Promise<string[]> {
  const inside = await readdir(join(root, path), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTDIR") return "file" as const;
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (inside === "file") return [path];
  const names = inside.map(({ name }) => name).sort();
  return (await Promise.all(names.map((name) => filesOf(root, join(path, name))))).flat();
}
