import { withClient } from "./database.ts";
import { applyMigrations } from "./schema-engine.ts";
import { Trouble } from "./trouble.ts";

/** "perm" in ASCII: two commands started together migrate one after the other. */
const LOCK = 0x7065726d;

/** Brings the database to this version's schema and returns the names of the migrations it lacked. Refuses one that does not apply. */
export const migrateDatabase = (url: string): Promise<string[]> =>
  withClient(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    try {
      return await applyMigrations(url);
    } catch (error) {
      throw new Trouble(`A migration does not apply: ${error instanceof Error ? error.message : String(error)}\nNothing of it was kept. Restore the backup made before this version, or mend the migration in prisma/migrations.`);
    }
  });
