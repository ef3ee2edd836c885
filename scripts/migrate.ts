import { ensureDatabase } from "./database.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { runScript } from "./run-script.ts";

/** `npm run migrate`: brings the database to this version's schema. */
await runScript(async () => {
  const database = await ensureDatabase();
  const applied = await migrateDatabase(database.url);
  console.log(applied.length ? `Applied: ${applied.join(", ")}.` : "The database is up to date.");
});
