import { importFile } from "./import-file.ts";
import { print } from "./print.ts";
import { runScript } from "./run-script.ts";

/**
 * `npm run import -- FILE [--organisation SLUG]`: prints the report of the import, or ends with 1 and why nothing
 * changed.
 */
await runScript(async () => print(await importFile(process.argv.slice(2))));
