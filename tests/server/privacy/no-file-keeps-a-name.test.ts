import pg from "pg";
import { instantOf } from "#lib/time/instant.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { nameVisit } from "#tests/support/identities.ts";
import { oldHalfDays } from "./old-half-days.ts";
import { ownerOf } from "#tests/support/database.ts";

let server: Server;
let client: pg.Client;

beforeAll(async () => {
  server = await freshServer();
  client = new pg.Client({ connectionString: ownerOf() });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.db.$disconnect();
});

/** Which of these texts stand in the data files of this database, byte by byte, once everything is written to them. */
async function inFiles(...texts: string[]): Promise<readonly string[]> {
  await client.query("CHECKPOINT");
  const { rows } = await client.query<{ text: string }>(
    `SELECT DISTINCT text FROM (SELECT 'base/' || oid AS folder FROM pg_database WHERE datname = current_database()) AS here,
       LATERAL (SELECT pg_read_binary_file(folder || '/' || file, 0, 1000000000, true) AS bytes FROM pg_ls_dir(folder) AS file) AS read,
       unnest($1::text[]) AS text
     WHERE position(convert_to(text, 'UTF8') IN bytes) > 0 ORDER BY 1`,
    [texts],
  );
  return rows.map(({ text }) => text);
}

const NAME = "Zélie-Marguerite";
const PHONE = "+33698765432";
const OVER_THERE = "Guadeloupéenne";

test("after the night no data file holds the names and telephones of the day, nor does the catalogue of statistics", async () => {
  const { takeNumber } = await import("#lib/server/queue/take-number.ts");
  const { eraseDue } = await import("#lib/server/privacy/erase-due.ts");
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "8:55");
  for (let person = 0; person < 20; person += 1)
    expect(await takeNumber(here.staff, { permanence: here.permanence, name: NAME, phone: PHONE })).toMatchObject({
      ok: true,
    });
  const there = await oldHalfDays(server.db, "America/Guadeloupe");
  const later = await there.halfDay("2026-11-24T09:00:00-04:00", "2026-11-24T12:00:00-04:00");
  await nameVisit(server.db, await there.visit(later), { name: OVER_THERE });
  // Autovacuum analyses when enough rows were written.
  await client.query("ANALYZE");
  expect(await inFiles(NAME, PHONE, OVER_THERE)).toEqual([PHONE, OVER_THERE, NAME].toSorted());

  expect(await eraseDue(instantOf("2026-11-25T03:00:00+01:00"))).toMatchObject({ identities: 20 });
  await client.query("VACUUM ANALYZE");
  expect(await inFiles(NAME, PHONE, OVER_THERE)).toEqual([OVER_THERE]);

  expect(await eraseDue(instantOf("2026-11-25T03:00:00-04:00"))).toMatchObject({ identities: 1 });
  await client.query("VACUUM ANALYZE");
  expect(await inFiles(NAME, PHONE, OVER_THERE)).toEqual([]);
});
