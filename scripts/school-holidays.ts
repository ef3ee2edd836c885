import { print } from "./print.ts";
import { runScript } from "./run-script.ts";
import { importSchoolFile } from "./import-school-file.ts";

/**
 * `npm run school-holidays -- FILE.csv [--dry-run]`: prints what the file changes, or ends with 1 and why nothing
 * changed.
 */
await runScript(async () => print(await importSchoolFile(process.argv.slice(2))));
