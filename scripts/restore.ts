import { restoreDatabase } from "./restore-database.ts";
import { runScript } from "./run-script.ts";

/** `npm run restore -- FILE`: puts a backup into an empty database, erases what is due, and says what is left to do. */
await runScript(async () => console.log((await restoreDatabase(process.argv.slice(2))).join("\n")));
