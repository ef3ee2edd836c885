import { readFile } from "node:fs/promises";
import type pg from "pg";
import { whyNotOn } from "#scripts/earlier-versions.ts";
import type { PendingMigration } from "#scripts/migrate-database.ts";

/**
 * Why the previous version, which knows the migrations `known`, does not run on the schema after these pending ones;
 * none when each of them says that it does.
 */
export const noWayBack = (pending: readonly PendingMigration[], known: readonly string[]): readonly string[] =>
  pending.flatMap(({ name, mark }) => {
    const why = whyNotOn(mark, known);
    return why === undefined ? [] : [`${name}: ${why}`];
  });

/**
 * The same of the tables of the job queue (pg-boss), which its package migrates by itself: with another version of them
 * nothing says that the package before runs on it.
 */
export async function noWayBackOfQueue(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: made } = await client.query<{ made: boolean }>(
    "SELECT to_regclass('pgboss.version') IS NOT NULL AS made",
  );
  if (!made[0]?.made) return [];
  const { rows } = await client.query<{ version: number }>("SELECT version FROM pgboss.version");
  const installed = JSON.parse(await readFile("node_modules/pg-boss/package.json", "utf8")) as {
    readonly pgboss: { readonly schema: number };
  };
  const from = Number(rows[0]?.version);
  const to = installed.pgboss.schema;
  return from === to
    ? []
    : [
        `the tables of the job queue go from version ${from} to ${to}, and nothing says that the version before runs on them`,
      ];
}
