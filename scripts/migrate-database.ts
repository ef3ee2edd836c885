import { applyMigrations } from "./schema-engine.ts";
import { Trouble } from "./trouble.ts";

/**
 * Brings the database to this version's schema and returns the names of the migrations it lacked. Refuses one that does
 * not apply. Of two commands started together one waits for the other: the engine takes a lock.
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  try {
    return await applyMigrations(url);
  } catch (error) {
    throw new Trouble(
      `A migration does not apply: ${error instanceof Error ? error.message : String(error)}\nNothing of it was kept. Restore the backup made before this version, or mend the migration in prisma/migrations.`,
    );
  }
}
