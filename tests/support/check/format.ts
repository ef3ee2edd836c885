import { join } from "node:path";
import { check, getFileInfo, resolveConfig } from "prettier";
import type { Breach, Check } from "./breach.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FORMATTED = /\.(ts|tsx|mjs|cjs|css|json)$/;

/** Prettier over the tree, with our settings and what .prettierignore leaves out. */
export const format: Check = async (house) => {
  const settings = await resolveConfig(join(ROOT, "eslint.config.mjs"), { config: join(ROOT, ".prettierrc.json") });
  const breaches: Breach[] = [];
  let seen = 0;
  for (const file of house.files.filter((path) => FORMATTED.test(path))) {
    const { ignored } = await getFileInfo(file, { ignorePath: join(ROOT, ".prettierignore") });
    if (ignored) continue;
    seen += 1;
    if (!(await check(house.textOf(file), { ...settings, filepath: file })))
      breaches.push({
        rule: "format",
        file,
        line: 1,
        wrong: "is laid out by hand",
        instead: `npm run format -- ${file}`,
      });
  }
  return { breaches, seen: `${seen} files` };
};
