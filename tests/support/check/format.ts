import { join } from "node:path";
import { check, getFileInfo, resolveConfig } from "prettier";
import type { Breach, Check } from "./breach.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FORMATTED = /\.(ts|tsx|mjs|cjs|css|json)$/;

/** Prettier over the tree, with our settings and without what .prettierignore leaves out. */
export const format: Check = async (tree) => {
  const breaches: Breach[] = [];
  let seen = 0;
  for (const file of tree.files.filter((path) => FORMATTED.test(path))) {
    const { ignored } = await getFileInfo(file, { ignorePath: join(ROOT, ".prettierignore") });
    if (ignored) continue;
    seen += 1;
    const settings = await resolveConfig(join(ROOT, file), { config: join(ROOT, ".prettierrc.json") });
    if (!(await check(tree.textOf(file), { ...settings, filepath: file })))
      breaches.push({
        rule: "format",
        file,
        line: 1,
        wrong: "is not formatted as Prettier would do it.",
        instead: `Run: npm run format -- ${file}`,
      });
  }
  return { breaches, seen: `${seen} files` };
};
