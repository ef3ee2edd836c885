import { importFile } from "./import-file.ts";
import { runScript } from "./run-script.ts";

/** `npm run import -- FILE [--organisation SLUG]`: prints the report of the import, or ends with 1 and why nothing changed. */
await runScript(async () => print(await importFile(process.argv.slice(2))));

/** Waits until everything is written: a process that ends at once would cut a long report in a pipe. */
function print(lines: readonly string[]): Promise<void> {
  return new Promise((done) => process.stdout.write(`${lines.join("\n")}\n`, () => done()));
}
