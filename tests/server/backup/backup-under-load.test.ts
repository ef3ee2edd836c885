/** @long */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseRoles } from "#scripts/checks/database-roles.ts";
import { withClient } from "#scripts/database.ts";
import { asServer, ownerOf, serverUrl } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { nameVisit } from "#tests/support/identities.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { morningAt, neuhof as bookableNeuhof } from "#tests/server/booking/neuhof.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { backsUp, holds, PASSPHRASE, restores, SECRET } from "./backups.ts";

/** A server of the city's own: an owner without further rights, and a role that serves. */
const NAME = `restored_${process.pid}`;
const addressOf = (role: string, database: string): string =>
  Object.assign(new URL(serverUrl()), { pathname: `/${database}`, username: role, password: "ordinary" }).href;
const OWNER = `${NAME}_owner`;
const SERVING = NAME;
const RESTORED = `${NAME}_busy`;

let server: Server;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const url = (): string => process.env["DATABASE_URL"]!;

beforeAll(async () => {
  Object.assign(process.env, { APP_SECRET: SECRET, LOG_LEVEL: "silent" });
  folder = await temporaryFolder();
  server = await freshServer();
  await asServer(async (client) => {
    for (const role of [OWNER, SERVING]) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'ordinary'`);
    await client.query(`CREATE DATABASE ${RESTORED} OWNER ${OWNER}`);
  });
});
afterAll(async () => {
  await server.db.$disconnect();
  await asServer(async (client) => {
    await client.query(`DROP DATABASE ${RESTORED} WITH (FORCE)`);
    for (const role of [OWNER, SERVING]) await client.query(`DROP ROLE ${role}`);
  });
  await folder.remove();
});

const BOTH = { DATABASE_URL: addressOf(SERVING, RESTORED), DATABASE_OWNER_URL: addressOf(OWNER, RESTORED) };
const rowsOf = async <Row extends object>(sql: string): Promise<readonly Row[]> =>
  withClient(BOTH.DATABASE_OWNER_URL, async (client) => (await client.query<Row>(sql)).rows);

test("a backup made while people take numbers, act and book is restored elsewhere as of one moment, and may be served there", async () => {
  setTime(server, "9:05");
  const there = await neuhof(server);
  await there.opens();
  await nameVisit(server.db, await there.walksIn(), { name: "Fatima" });
  const { bookAppointment } = await import("#lib/server/booking/book.ts");
  const bookable = await bookableNeuhof(server.db);
  const mornings = await Promise.all(
    ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"].map((day) =>
      morningAt(server.db, bookable, { day, lanes: 3 }).then((permanence) => ({ day, permanence })),
    ),
  );
  // So that a backup takes a while.
  await server.db.$executeRaw`
    INSERT INTO rate_limit (key, points, expire) SELECT 'creates:' || rpad(md5(turn::text), 43, 'a'), 1, 4070908800000 FROM generate_series(1, 50000) AS turn`;
  let working = true;
  let numbers = 0;
  let bookings = 0;
  const acts = (async () => {
    for (; working; numbers += 1) {
      const visit = await there.walksIn();
      await nameVisit(server.db, visit, { name: "Fatima" });
      if (numbers % 5 === 4) await there.does({ type: "call-next", desk: 1 });
    }
  })();
  const booking = (async () => {
    for (let turn = 0; working && turn < 72; turn += 1) {
      const { day, permanence } = mornings[turn % 4]!;
      const hour = 9 * 60 + 30 * (Math.floor(turn / 4) % 6);
      const start = Date.parse(
        `${day}T${String(Math.floor(hour / 60)).padStart(2, "0")}:${hour % 60 === 0 ? "00" : "30"}:00+01:00`,
      );
      const answer = await bookAppointment(
        { kind: "anonymous" },
        { permanence, topics: ["caf"], start: start as never, onBehalfOf: false },
      );
      if (answer.ok) bookings += 1;
    }
  })();
  const seen: string[] = [];
  const watching = (async () => {
    while (working) {
      for (const name of await readdir(folder.path))
        if (name.startsWith("busy")) {
          const start = (await readFile(join(folder.path, name)).catch(() => Buffer.alloc(0)))
            .subarray(0, 21)
            .toString();
          if (start !== "") seen.push(start);
        }
    }
  })();
  while (numbers < 5 || bookings < 2) await new Promise((done) => setImmediate(done));

  const busy = join(folder.path, "busy.backup.age");
  const before = numbers;
  const { manifest } = await backsUp({ url: url(), file: busy, passphrase: PASSPHRASE, secret: SECRET });
  const during = numbers;
  working = false;
  await Promise.all([acts, booking, watching]);
  expect(during).toBeGreaterThan(before);
  expect(new Set(seen)).toEqual(new Set(["age-encryption.org/v1"]));
  expect(await holds(busy, SECRET)).toBe(false);

  const restored = await restores(busy, { ...BOTH, DATA_FOLDER: join(folder.path, "data") });
  expect(restored).toMatchObject({ code: 0, said: expect.stringContaining("Restored:") });
  const [line] = await rowsOf<{ next: number; numbers: number; highest: number; version: number; events: number }>(
    `SELECT next_number AS next, (SELECT count(*)::int FROM visit v WHERE v.permanence_id = l.permanence_id) AS numbers,
       (SELECT max(number) FROM visit v WHERE v.permanence_id = l.permanence_id) AS highest,
       (SELECT count(*)::int FROM visit_identity) AS version,
       (SELECT count(DISTINCT visit_id)::int FROM queue_event e WHERE e.permanence_id = l.permanence_id) AS events
     FROM line l WHERE permanence_id = '${there.permanence}'`,
  );
  expect(line?.numbers).toBeGreaterThan(before);
  expect(line?.numbers).toBeLessThanOrEqual(during + 2);
  expect(line).toMatchObject({ next: line!.numbers + 1, highest: line!.numbers, events: line!.numbers });
  expect(manifest.secret).toBe(SECRET);
  expect((await readFile(join(folder.path, "data", "secret-of-backup"), "utf8")).trim()).toBe(SECRET);

  // What goes on there gets numbers of its own, is counted and may be served.
  const sequences =
    "SELECT nextval('queue_event_id_seq')::int AS next, (SELECT max(id)::int FROM queue_event) AS highest";
  const [sequence] = await rowsOf<{ next: number; highest: number }>(sequences);
  expect(sequence!.next).toBeGreaterThan(sequence!.highest);
  expect(
    await rowsOf(
      "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O' UNION SELECT conname FROM pg_constraint WHERE conname = 'nothing'",
    ),
  ).toEqual([]);
  expect(await rowsOf("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1")).toEqual(
    await withClient(
      url(),
      async (client) =>
        (await client.query("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1")).rows,
    ),
  );
  expect(await rowsOf("SELECT * FROM queue_event_default LIMIT 1")).toEqual([]);
  expect(
    await withClient(BOTH.DATABASE_OWNER_URL, (client) =>
      databaseRoles.run(client, { command: "doctor", purpose: "production", folder: "/nowhere", environment: BOTH }),
    ),
  ).toMatchObject({ state: "ok" });
}, 120_000);

test("a name that stays while its night is erased stands in a backup that was begun meanwhile", async () => {
  setTime(server, "9:05");
  const there = await neuhof(server);
  await there.opens();
  const visit = await there.walksIn();
  await nameVisit(server.db, visit, { name: "Aïcha" });
  const file = join(folder.path, "meanwhile.backup");
  const tallies = await withClient(ownerOf(url()), async (erasing) => {
    // As erase_identities does: a partition is emptied, and what is not due is put back.
    await erasing.query(
      "BEGIN; CREATE TEMPORARY TABLE aside AS SELECT * FROM visit_identity; TRUNCATE visit_identity; INSERT INTO visit_identity SELECT * FROM aside",
    );
    const written = backsUp({ url: url(), file });
    const waiting =
      "SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE NOT granted AND datname = current_database()";
    await eventually(async () => (await erasing.query(waiting)).rowCount, 1);
    await erasing.query("COMMIT");
    return (await written).tallies;
  });
  expect(tallies.find(({ table }) => table === "visit_identity")?.rows).toBe(await server.db.visitIdentity.count());
});
