import { CommandError } from "../command-error.ts";
import { pendingMigrations } from "../migrate-database.ts";
import { failure, ok, warning, type DatabaseCheck } from "./check.ts";

/** The history of the database is that of prisma/migrations: nothing unknown, changed or half done. What is pending is a warning, since a start applies it. */
export const migrations: DatabaseCheck = {
  name: "migrations",
  run: async (client, { command }) => {
    try {
      const pending = await pendingMigrations(client);
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
