/** @long */
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { withClient } from "#scripts/database.ts";
import { migrateDatabase, MIGRATIONS } from "#scripts/migrate-database.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { id, at } from "#tests/server/schema/rows.ts";

/** The last migration of the version before. */
const BEFORE = "20261126094000_feeds_have_a_version";

/** Rows that the version before accepts: an organisation and a guest of it, a place, a rule and its half-day of three hours. */
const ROWS = `
  INSERT INTO organisation (id, slug, name, kind, operator) VALUES ('${id(1)}', 'ville', 'Ville', 'city', true), ('${id(2)}', 'caf', 'CAF', 'caf', true);
  INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
    VALUES ('${id(5)}', '${id(1)}', 'neuhof', 'Mairie du Neuhof', 'Neuhof', '', 'Strasbourg', '67100', 48.5, 7.7, '67');
  INSERT INTO series (id, place_id, organisation_id, weekday, start_minute, end_minute, from_date, desks, bookable_lanes, windows)
    VALUES ('${id(9)}', '${id(5)}', '${id(1)}', 1, 540, 720, '2026-09-07', 2, 1, '[{"from": 0, "to": 180, "mode": "walk-in"}]');
  INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
    VALUES ('${id(11)}', '${id(5)}', '${id(1)}', 'Europe/Paris', '2026-11-23', '${at("09:00")}', '${at("12:00")}', 2, 0, '[{"from": 0, "to": 180, "mode": "walk-in"}]', '${at("08:00")}', '${at("08:00")}');`;

/** What somebody has written by hand, and what the update says of it before it changes anything there. */
const byHand: Record<string, readonly [sql: string, said: RegExp]> = {
  "a half-day that was shortened and kept its windows": [
    `UPDATE permanence SET ends_at = '${at("11:00")}'`,
    new RegExp(`windows do not fit the hours of: half-day ${id(11)}\\. Correct`),
  ],
  "a rule that was shortened and kept its windows": [
    "UPDATE series SET end_minute = 660",
    new RegExp(`windows do not fit the hours of: series ${id(9)}\\. Correct`),
  ],
  "a workshop of three days": [
    `INSERT INTO workshop (id, place_id, organisation_id, title, level, starts_at, ends_at, capacity)
       VALUES ('${id(12)}', '${id(5)}', '${id(1)}', 'Stage', 'debutant', '2026-12-01T09:00Z', '2026-12-03T17:00Z', 8)`,
    new RegExp(`workshops last longer than a day: ${id(12)}\\.`),
  ],
  "a closure by a guest of the place": [
    `INSERT INTO closure (id, organisation_id, place_id, starts_at, ends_at, reason)
       VALUES ('${id(13)}', '${id(2)}', '${id(5)}', '${at("00:00")}', '${at("23:00")}', 'works')`,
    new RegExp(`another organisation than the place: ${id(13)}\\.`),
  ],
};

/** A database of the version before with these rows. */
async function ofBefore(sql: string): Promise<string> {
  const { path, remove } = await temporaryFolder();
  for (const name of (await readdir(MIGRATIONS)).filter((one) => one <= BEFORE || !/^\d/.test(one)))
    await cp(join(MIGRATIONS, name), join(path, name), { recursive: true });
  const url = await emptyDatabase();
  await migrateDatabase(url, path);
  await remove();
  await withClient(url, (client) => client.query(`${ROWS} ${sql}`));
  return url;
}

test.each(Object.entries(byHand))("%s is named, and acts go on", async (_, [sql, said]) => {
  const url = await ofBefore(sql);
  await expect(migrateDatabase(url)).rejects.toThrow(said);
  await withClient(url, (client) => client.query("UPDATE permanence SET version = version + 1, next_number = 2"));
});

test("rows that fit are kept as they are", async () => {
  const url = await ofBefore("SELECT 1");
  await migrateDatabase(url);
  const { rows } = await withClient(url, (client) => client.query("SELECT local_date::text, windows FROM permanence"));
  expect(rows).toEqual([{ local_date: "2026-11-23", windows: [{ from: 0, to: 180, mode: "walk-in" }] }]);
});
