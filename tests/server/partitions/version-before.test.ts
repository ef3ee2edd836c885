/** @long */
import { randomUUID } from "node:crypto";
import { cp, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { migrateDatabase, MIGRATIONS } from "#scripts/migrate-database.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** The last migration of the version before, whose events and commands were in one table each. */
const BEFORE = "20261126094000_feeds_have_a_version";
const HALF_DAY = randomUUID();
/** A half-day as the schema was then. */
const ITS_ROWS = `
  WITH organisation AS (INSERT INTO organisation (id, slug, name, kind) VALUES (gen_random_uuid(), 'ville', 'Ville', 'city') RETURNING id),
  place AS (
    INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
    SELECT gen_random_uuid(), id, 'neuhof', 'Neuhof', 'Neuhof', '', 'Strasbourg', '67100', 48.5, 7.7, '67' FROM organisation RETURNING id, organisation_id)
  INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
  SELECT '${HALF_DAY}', id, organisation_id, 'Europe/Paris', '2026-11-24', '2026-11-24 08:00Z', '2026-11-24 11:00Z', 1, 1, '[]', now(), now() FROM place`;

/** What the version before sends, each prepared once a connection and sent again and again. */
const STATEMENTS = {
  knownCommand:
    "SELECT id, permanence_id, type, device, at, received_at, outcome, refusal FROM queue_command WHERE (id = $1 AND 1 = 1) LIMIT 1 OFFSET 0",
  lastOfDevice:
    "SELECT id, at FROM queue_command WHERE (permanence_id = $1 AND device = $2) ORDER BY at DESC LIMIT 1 OFFSET 0",
  keepCommand:
    "INSERT INTO queue_command (id, permanence_id, type, device, at, received_at, outcome) VALUES ($1, $2, 'suspend', 'tablet', now(), now(), 'applied') RETURNING id",
  appendEvent:
    "INSERT INTO queue_event (permanence_id, version, command_id, type, visit_id, at, received_at, actor, device, data) VALUES ($1, 1, $2, 'suspended', NULL, now(), now(), 'staff', 'tablet', '{}') RETURNING id",
  undoable:
    "SELECT id, permanence_id, command_id, received_at, type, data FROM queue_event WHERE (permanence_id IN ($1) AND received_at >= now() - interval '1 minute') ORDER BY id ASC",
} as const;

/** The version before, on one connection. */
async function versionBefore(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const sends = async (name: keyof typeof STATEMENTS, ...values: unknown[]): Promise<readonly unknown[]> =>
    (await client.query({ name, text: STATEMENTS[name], values })).rows;
  return {
    client,
    /** An act as it runs: is the command known, the line, the event, the command. Answers whether it was applied. */
    acts: async (command: string): Promise<boolean> => {
      await client.query("BEGIN");
      await client.query("SELECT 1 FROM permanence WHERE id = $1 FOR NO KEY UPDATE", [HALF_DAY]);
      const known = await sends("knownCommand", command);
      if (known.length === 0) {
        await sends("undoable", HALF_DAY);
        await client.query("UPDATE permanence SET version = version + 1 WHERE id = $1", [HALF_DAY]);
        await sends("appendEvent", HALF_DAY, command);
        await sends("keepCommand", command, HALF_DAY);
      }
      await client.query("COMMIT");
      await sends("lastOfDevice", HALF_DAY, "tablet");
      return known.length === 0;
    },
  };
}

test("the version before goes on on the divided tables, its prepared statements included, and no row is lost", async () => {
  const { path, remove } = await temporaryFolder();
  const [all, former] = [join(path, "all"), join(path, "former")];
  await cp(MIGRATIONS, all, { recursive: true });
  await cp(MIGRATIONS, former, { recursive: true });
  for (const name of await readdir(former))
    if (name > BEFORE && /^\d/.test(name)) await rename(join(former, name), join(path, name));
  const url = await emptyDatabase();
  await migrateDatabase(url, former);
  const { client, acts } = await versionBefore(url);
  await client.query(ITS_ROWS);
  const [before, after] = [randomUUID(), randomUUID()];
  // Postgres keeps one plan of a prepared statement from its sixth run on.
  for (let run = 0; run < 8; run += 1) expect(await acts(run === 0 ? before : randomUUID())).toBe(true);

  await migrateDatabase(url, all);
  expect(await acts(before)).toBe(false);
  expect(await acts(after)).toBe(true);
  expect(await acts(after)).toBe(false);
  for (let run = 0; run < 8; run += 1) expect(await acts(randomUUID())).toBe(true);
  const { rows } = await client.query(
    "SELECT count(*)::int AS events, count(DISTINCT id)::int AS ids, (SELECT count(*)::int FROM queue_command) AS commands FROM queue_event",
  );
  expect(rows).toEqual([{ events: 17, ids: 17, commands: 17 }]);
  await client.end();
  await remove();
});
