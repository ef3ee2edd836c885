/** @long */
import type { DemoAddresses } from "#scripts/demo-addresses.ts";
import { seedDemo } from "#scripts/seed-demo.ts";
import { instantOf, MINUTE } from "#lib/time/instant.ts";
import { asServer, copyOfDatabase, freshDatabase } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

/** A Tuesday on which nothing else is held at Neuhof. */
const TUESDAY = "2026-09-08T10:02:00+02:00";

const SETTINGS = { APP_ENV: "test", APP_SECRET: "a-secret-of-the-tests-only" };

let seeded: string;
let old: DemoAddresses;
let server: Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let seedDatabase: typeof import("#prisma/seed/seed-database.ts").seedDatabase;
beforeAll(async () => {
  seeded = await freshDatabase();
  old = await seedInAProcess(seeded, TUESDAY);
  server = await serverOnFreshDatabase({ ...SETTINGS, DATABASE_URL: await copyOfDatabase(seeded) });
  ({ seedDatabase } = await import("#prisma/seed/seed-database.ts"));
});
afterAll(() => server.db.$disconnect());

/** Makes the database of this file anew, as a copy of that one; the server layer opens new connections. */
const replaceDatabase = (source: string): Promise<void> =>
  asServer(async (client) => {
    const [name, template] = [server.url, source].map((url) => new URL(url).pathname.slice(1));
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  });

const seedInAProcess = (url: string, now: string): Promise<DemoAddresses> =>
  seedDemo({ ...SETTINGS, DATABASE_URL: url, APP_NOW: now });
const seed = (now: string): Promise<DemoAddresses> => {
  const { clock } = server;
  clock.move(instantOf(now) - (clock.now() - clock.offset()));
  return seedDatabase();
};
const rows = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await server.pool.query<Row>(sql, values)).rows;
const later = (minutes: number): string => new Date(instantOf(TUESDAY) + minutes * MINUTE).toISOString();

/** Every row of every table as one text each, to see what changed. */
async function everything(): Promise<Record<string, unknown>> {
  const tables = await rows<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const contents = tables.map(
    async ({ name }) =>
      [
        name,
        (await rows<{ line: string }>(`SELECT t::text AS line FROM "${name}" t ORDER BY 1`)).map(({ line }) => line),
      ] as const,
  );
  return Object.fromEntries(await Promise.all(contents));
}

test("Neuhof is open: two people were helped, one sits at table 1, six wait, and one is expected later", async () => {
  const { permanence } = old;
  expect(await rows("SELECT status, numbers, desks FROM permanence WHERE id = $1", [permanence])).toEqual([
    { status: "open", numbers: "given", desks: 2 },
  ]);
  expect(
    await rows("SELECT state, count(*)::int FROM visit WHERE permanence_id = $1 GROUP BY state ORDER BY state", [
      permanence,
    ]),
  ).toEqual([
    { state: "done", count: 2 },
    { state: "serving", count: 1 },
    { state: "waiting", count: 6 },
  ]);
  expect(await rows("SELECT number, desk FROM visit WHERE state = 'serving'")).toEqual([{ number: 3, desk: 1 }]);
  expect(await rows("SELECT state, starts_at > $1 AS later FROM appointment", [TUESDAY])).toEqual([
    { state: "booked", later: true },
  ]);
});

test("every change of the line has its event", async () => {
  const [line] = await rows<{ version: number; events: number }>(
    "SELECT l.version, (SELECT count(DISTINCT version)::int FROM queue_event) AS events FROM permanence p JOIN line l ON l.permanence_id = p.id WHERE p.series_id IS NULL",
  );
  expect(line?.events).toBe(line?.version);
});

test("every half-day has its calendar text", async () => {
  expect(
    await rows("SELECT count(*)::int FROM permanence WHERE vevent NOT LIKE 'BEGIN:VEVENT%' OR vevent IS NULL"),
  ).toEqual([{ count: 0 }]);
});

test("seeding again changes nothing and gives the same addresses", async () => {
  const before = await everything();
  expect(await seedInAProcess(server.url, later(10))).toEqual(old);
  expect(await everything()).toEqual(before);
});

test("an organisation that is made beside the city has the standard topics, as the city has", async () => {
  await replaceDatabase(seeded);
  const topicsOf = async (slug: string) =>
    await rows(
      "SELECT topic.key, topic.minutes FROM organisation, topics_of(organisation.id) AS topic WHERE slug = $1 ORDER BY topic.rank",
      [slug],
    );
  await rows(
    "INSERT INTO organisation (id, slug, name, kind, runs_permanences) VALUES (gen_random_uuid(), 'nouvoitou', 'Nouvoitou', 'city', true)",
  );
  const ofTheCity = await topicsOf("ville-de-strasbourg");
  expect(ofTheCity).not.toEqual([]);
  expect(await topicsOf("nouvoitou")).toEqual(ofTheCity);
});

test("a line that somebody tried out stays as it is until it is over", async () => {
  await replaceDatabase(seeded);
  const { permanence } = old;
  await rows(
    "INSERT INTO queue_event (permanence_id, version, command_id, type, at, received_at, actor, device, data, local_date) SELECT id, 20, gen_random_uuid(), 'numbers-stopped', $2, $2, 'staff', 'tablet', '{}', local_date FROM permanence WHERE id = $1",
    [permanence, TUESDAY],
  );
  const before = await rows("SELECT * FROM visit ORDER BY id");
  expect((await seed(later(90))).permanence).toBe(permanence);
  expect(await rows("SELECT * FROM visit ORDER BY id")).toEqual(before);
});

test("a line that nobody touched makes way for a fresh one after its first hour", async () => {
  await replaceDatabase(seeded);
  const fresh = await seed(later(45));
  expect(fresh.permanence).not.toBe(old.permanence);
  expect(await rows("SELECT status, outcome FROM permanence WHERE id = $1", [old.permanence])).toEqual([
    { status: "closed", outcome: "held" },
  ]);
});

test("once a line is over a fresh one is open, and the old one keeps nobody at a table", async () => {
  await replaceDatabase(seeded);
  const fresh = await seed(later(24 * 60));
  expect(await rows("SELECT id FROM permanence WHERE status = 'open'")).toEqual([{ id: fresh.permanence }]);
  expect(
    await rows("SELECT state, count(*)::int FROM visit WHERE permanence_id = $1 GROUP BY state ORDER BY state", [
      old.permanence,
    ]),
  ).toEqual([
    { state: "done", count: 3 },
    { state: "unserved", count: 6 },
  ]);
});

test("somebody who still sits at another half-day's table is asked for no table of the open one", async () => {
  await replaceDatabase(seeded);
  const [elsewhere] = await rows<{ id: string }>(
    "SELECT id FROM permanence WHERE series_id IS NOT NULL ORDER BY starts_at LIMIT 1",
  );
  await rows(
    "INSERT INTO visit (id, permanence_id, number, joined_at, state, called_at, started_at, desk, conseiller_id) SELECT gen_random_uuid(), $1, 1, $2, 'serving', $2, $2, 1, id FROM user_account WHERE email = 'conseiller@demo.strasbourg.example'",
    [elsewhere?.id, TUESDAY],
  );
  const fresh = await seed(later(24 * 60));
  expect(
    await rows("SELECT email FROM desk JOIN user_account u ON u.id = conseiller_id WHERE permanence_id = $1", [
      fresh.permanence,
    ]),
  ).not.toContainEqual({ email: "conseiller@demo.strasbourg.example" });
  expect(await rows("SELECT state FROM visit WHERE permanence_id = $1", [elsewhere?.id])).toEqual([
    { state: "serving" },
  ]);
});

test("on a Monday morning the open permanence stands alone at Neuhof", async () => {
  await replaceDatabase(await freshDatabase());
  const { permanence } = await seed("2026-09-07T09:50:00+02:00");
  await seed("2026-09-07T10:05:00+02:00");
  expect(
    await rows(
      "SELECT p.id FROM permanence p JOIN place ON place.id = place_id WHERE slug = 'mairie-neuhof' AND local_date = '2026-09-07'",
    ),
  ).toEqual([{ id: permanence }]);
});

test("half-days stand a year ahead in the hours of the place, and none on a public holiday", async () => {
  await replaceDatabase(await freshDatabase());
  await seed("2026-12-14T18:00:00+01:00");
  const dates = await rows<{ date: string; hour: string }>(
    "SELECT local_date::text AS date, to_char(starts_at AT TIME ZONE p.time_zone, 'HH24:MI') AS hour FROM permanence p JOIN place ON place.id = place_id WHERE slug = 'face-alsace' ORDER BY starts_at",
  );
  expect(dates.slice(0, 6).map(({ date }) => date)).toEqual([
    "2026-12-17",
    "2026-12-18",
    "2026-12-24",
    "2026-12-31",
    "2027-01-07",
    "2027-01-08",
  ]);
  expect(dates.at(-1)?.date).toBe("2027-12-10");
  // Thursdays and Fridays, without five public holidays.
  expect(dates).toHaveLength(99);
  expect(new Set(dates.map(({ hour }) => hour))).toEqual(new Set(["09:00", "14:00"]));
});
