import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * What V8 (Chromium from 136 on) reads at the very beginning of a script; to other browsers it is a comment
 * (https://v8.dev/blog/explicit-compile-hints).
 */
const HINT = "//# allFunctionsCalledOnLoad\n";

/**
 * Writes the hint into every script below `chunks` that does not have it: the browser then compiles its functions while
 * it arrives, beside the page. Without it each function is compiled when it is first called, on the thread on which the
 * page answers taps (docs/decisions/speed-of-a-tap.md). A build without that folder has no scripts.
 */
export async function hintCompilation(chunks: string): Promise<void> {
  const names = await readdir(chunks).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  for (const name of names) {
    if (!name.endsWith(".js")) continue;
    const file = join(chunks, name);
    const script = await readFile(file, "utf8");
    if (!script.startsWith(HINT)) await writeFile(file, HINT + script);
  }
}
