import { parseArgs } from "node:util";
import { ensureDatabase } from "./database.ts";
import { migrateDatabase, resolveMigration } from "./migrate-database.ts";
import { runScript } from "./run-script.ts";
import { CommandError } from "./command-error.ts";

/**
 * `npm run migrate`: brings the database to this version's schema. For a migration that Prisma's own command left
 * unfinished or rolled back, `--applied NAME` says that its changes are in the database, `--retry NAME` that none is.
 */
await runScript(async () => {
  const { applied, retry } = options();
  const database = await ensureDatabase();
  if (applied) await resolveMigration(database.url, applied, "applied");
  if (retry) await resolveMigration(database.url, retry, "retry");
  const added = await migrateDatabase(database.url);
  console.log(added.length ? `Applied: ${added.join(", ")}.` : "The database is up to date.");
});

function options(): { readonly applied?: string; readonly retry?: string } {
  try {
    return parseArgs({ options: { applied: { type: "string" }, retry: { type: "string" } } }).values;
  } catch {
    throw new CommandError("Run: npm run migrate (or with --applied NAME, or with --retry NAME)");
  }
}
