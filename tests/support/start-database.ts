import { applyMigrations } from "#lib/server/commands-line/schema-engine.ts";
import { asServer, serverUrl } from "#tests/support/database.ts";

/** Makes the migrated template that every test file copies. */
export default async function startDatabase(): Promise<void> {
  await asServer(async (client) => {
    await client.query("DROP DATABASE IF EXISTS template_migrated WITH (FORCE)");
    await client.query("CREATE DATABASE template_migrated");
  });
  await applyMigrations(`${serverUrl()}template_migrated`);
}
