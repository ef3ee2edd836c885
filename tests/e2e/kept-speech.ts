import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const KEPT = "docs/spoken";

/**
 * Compares what was said with the stored text of that name; with SPOKEN set (`npm run spoken`) it stores it first, for
 * review.
 */
export async function expectSpoken(name: string, lines: readonly string[]): Promise<void> {
  const spoken = `${lines.join("\n").trim()}\n`;
  const file = `${KEPT}/${name}.txt`;
  if (process.env["SPOKEN"]) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, spoken);
  }
  expect(spoken).toBe(await readFile(file, "utf8"));
}
