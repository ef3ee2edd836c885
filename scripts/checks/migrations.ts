import { CommandError } from "#scripts/command-error.ts";
import { newerMigrations, pendingMigrations } from "#scripts/migrate-database.ts";
import { failure, ok, warning, type DatabaseCheck } from "./check.ts";

/**
 * The history of the database is that of prisma/migrations: nothing changed, half done, or of a newer version on which
 * this one does not run. What is pending is a warning, since a start applies it.
 */
export const migrations: DatabaseCheck = {
  name: "migrations",
  run: async (client, { command }) => {
    try {
      const pending = await pendingMigrations(client);
      const newer = await newerMigrations(client);
      if (newer.length > 0)
        return warning(
          `A newer version of Permanences has changed the database (${newer.join(", ")}). This version runs on it, as these migrations say: it went back to this version, or another copy of Permanences is newer.`,
        );
      if (pending.length === 0) return ok("Every migration is applied.");
      const count = pending.length === 1 ? "1 migration is" : `${pending.length} migrations are`;
      return command === "doctor"
        ? warning(`${count} not applied yet: npm start applies what is missing, or run npm run migrate.`)
        : ok(`${count} applied now.`);
    } catch (error) {
      if (error instanceof CommandError) return failure(error.message);
      throw error;
    }
  },
};
