import { backupDatabase } from "./backup-database.ts";
import { runScript } from "./run-script.ts";

/**
 * `npm run backup -- FILE`: writes a backup of the database, while the application goes on
 * (docs/personal-data.md#backups).
 */
await runScript(async () => console.log((await backupDatabase(process.argv.slice(2))).join("\n")));
