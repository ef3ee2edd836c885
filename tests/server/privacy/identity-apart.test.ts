import fc from "fast-check";
import pg from "pg";
import { nightAfter } from "#lib/access/retention.ts";
import { instant, instantOf } from "#lib/time/instant.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { runs } from "#tests/support/property-runs.ts";
import { oldHalfDays } from "./old-half-days.ts";
import { ownerOf } from "#tests/support/database.ts";

/** The Friday before the half-days of this file. */
const NOW = instantOf("2026-11-20T09:00:00+01:00");

let server: Server;
let client: pg.Client;

beforeAll(async () => {
  server = await freshServer();
  movedClock(server.clock).moveTo(NOW);
  client = new pg.Client({ connectionString: ownerOf() });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.db.$disconnect();
});

describe("a changed plan takes names and contacts along", () => {
  const morning = async () => {
    const at = await oldHalfDays(server.db);
    return { ...at, permanence: await at.halfDay("2026-11-23T09:00:00+01:00", "2026-11-23T12:00:00+01:00") };
  };

  test("an appointment that is moved to another month", async () => {
    const { permanence, appointment } = await morning();
    const id = await appointment(permanence, "2026-11-23T09:30:00+01:00", {}, { name: "Fatima" });
    await client.query(
      "UPDATE appointment SET starts_at = '2027-01-05 09:30+01', ends_at = '2027-01-05 10:00+01' WHERE id = $1",
      [id],
    );
    expect(await server.db.appointmentContact.findMany({ where: { appointmentId: id } })).toMatchObject([
      { day: new Date("2027-01-05"), endsAt: new Date("2027-01-05T09:00:00Z"), name: "Fatima" },
    ]);
  });

  test("a half-day that is held on another day: its names are erased in the night after", async () => {
    const here = await morning();
    const visit = await here.visit(here.permanence, { name: "Fatima" });
    await client.query(
      "UPDATE permanence SET local_date = '2026-11-25', starts_at = '2026-11-25 09:00+01', ends_at = '2026-11-25 12:00+01' WHERE id = $1",
      [here.permanence],
    );
    expect(await server.db.visitIdentity.findMany({ where: { visitId: visit } })).toMatchObject([
      { day: new Date("2026-11-25"), eraseAt: new Date("2026-11-26T02:00:00Z"), name: "Fatima" },
    ]);
  });
});

test("ANALYZE keeps no value of a name or a contact, whoever made the partition", async () => {
  const { keepPartitions } = await import("#lib/server/partitions/keep-partitions.ts");
  await keepPartitions(instantOf("2027-06-01T09:00:00Z"));
  const { rows } = await client.query<{ name: string; kept: boolean }>(`
    SELECT relname AS name, coalesce(attstattarget, -1) <> 0 AS kept
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_index ON indexrelid = attrelid
    WHERE relname ~ '^(visit_identity|appointment_contact)_.*(default|2026|2027)' AND atttypid = 'text'::regtype AND attnum > 0
      AND (relkind = 'r' OR (indexprs IS NOT NULL AND attname = 'lower'))`);
  expect(rows.filter(({ name }) => name.includes("2027_06")).length).toBeGreaterThan(6);
  expect(rows.filter(({ kept }) => kept)).toEqual([]);
});

test("the database knows the night after as the core does, in every zone of the Republic", async () => {
  const zones = [
    ...["Europe/Paris", "America/Guadeloupe", "America/Cayenne", "America/Miquelon", "Indian/Reunion"],
    ...["Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis", "Pacific/Marquesas"],
  ];
  const from = instantOf("2026-01-01T00:00:00Z");
  const to = instantOf("2028-01-01T00:00:00Z");
  const sampled = fc.sample(
    fc.record({ zone: fc.constantFrom(...zones), quarter: fc.integer({ min: 0, max: (to - from) / 900_000 }) }),
    runs(300),
  );
  const moments = sampled.map(({ zone, quarter }) => ({ zone, ends: instant(from + quarter * 900_000) }));
  // The nights of both changes of the clocks.
  for (const day of ["2026-03-29", "2026-10-25"])
    for (let hour = 0; hour < 5; hour += 1)
      moments.push({ zone: "Europe/Paris", ends: instantOf(`${day}T0${hour}:00:00Z`) });
  const { rows } = await client.query<{ night: Date }>(
    "SELECT night_after(ends, zone) AS night FROM unnest($1::timestamptz[], $2::text[]) WITH ORDINALITY AS asked(ends, zone, rank) ORDER BY rank",
    [moments.map(({ ends }) => new Date(ends)), moments.map(({ zone }) => zone)],
  );
  expect(rows.map(({ night }) => night.getTime())).toEqual(moments.map(({ ends, zone }) => nightAfter(ends, zone)));
});
