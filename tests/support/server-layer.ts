import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#prisma/generated/client.ts";
import { freshDatabase, ownerOf } from "./database.ts";

/**
 * Loads the server layer for this test file on a fresh migrated database (another one with DATABASE_URL), with APP_ENV
 * `test` and these settings. `owner` connects as the owner of the tables, for what the product itself may not do. Call
 * it before importing anything else of lib/server; disconnect `db` after the tests.
 */
export async function serverOnFreshDatabase(settings: Readonly<Record<string, string>> = {}) {
  const url = settings["DATABASE_URL"] ?? (await freshDatabase());
  Object.assign(process.env, { APP_ENV: "test", ...settings, DATABASE_URL: url });
  const { db, pool, snapshot, transaction } = await import("#lib/server/db.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const owner = new PrismaClient({
    adapter: new PrismaPg({ connectionString: ownerOf(url), max: 2, idleTimeoutMillis: 1, allowExitOnIdle: true }),
  });
  return { url, db, owner, pool, snapshot, transaction, clock };
}
