import { parseArgs } from "node:util";
import { ensureDatabase } from "./database.ts";
import { invalidIndexes, resolveMigration } from "./migrate-database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { runScript } from "./run-script.ts";
import { CommandError } from "./command-error.ts";

/**
 * `npm run migrate`: applies the migrations that the database does not have yet, and names every invalid index with
 * what to run. It refuses to start when Prisma's own command left a migration unfinished or rolled it back. Somebody
 * then looks into the database and says what they found: `--applied NAME` when all changes of that migration are there,
 * `--retry NAME` when none is.
 */
await runScript(async () => {
  const { applied, retry } = options();
  const database = await ensureDatabase();
  if (applied) await resolveMigration(database.ownerUrl, applied, "applied");
  if (retry) await resolveMigration(database.ownerUrl, retry, "retry");
  const added = await prepareDatabase(database);
  console.log(added.length ? `Applied: ${added.join(", ")}.` : "The database is up to date.");
  for (const index of await invalidIndexes(database.ownerUrl))
    console.log(
      `The index ${index} is invalid: its building was interrupted, and it serves no query. Run in psql: REINDEX INDEX CONCURRENTLY ${index}`,
    );
});

function options(): { readonly applied?: string; readonly retry?: string } {
  try {
    return parseArgs({ options: { applied: { type: "string" }, retry: { type: "string" } } }).values;
  } catch {
    throw new CommandError("Run: npm run migrate (or with --applied NAME, or with --retry NAME)");
  }
}
