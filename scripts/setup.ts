import { print } from "./print.ts";
import { runScript } from "./run-script.ts";
import { setUp } from "./set-up.ts";

/**
 * `npm run setup -- --from FILE [--dry-run]`: sets an organisation up and prints what was made, or ends with 1 and all
 * that is wrong with the file.
 */
await runScript(async () => print(await setUp(process.argv.slice(2))));
