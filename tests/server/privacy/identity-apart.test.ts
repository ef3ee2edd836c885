import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { nightAfter } from "#lib/access/retention.ts";
import { instant, instantOf } from "#lib/time/instant.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";
import { contactOf, identityOf } from "#tests/support/identities.ts";
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

/** A half-day in Paris, with what the version before sends about the people of it. */
async function before() {
  const at = await oldHalfDays(server.db);
  const permanence = await at.halfDay("2026-11-23T09:00:00+01:00", "2026-11-23T12:00:00+01:00");
  let number = 0;
  const visit = async (name: string | null = null): Promise<string> => {
    const id = randomUUID();
    await client.query(
      "INSERT INTO visit (id, permanence_id, number, joined_at, name) VALUES ($1, $2, $3, '2026-11-23 09:05+01', $4)",
      [id, permanence, (number += 1), name],
    );
    return id;
  };
  let lane = 0;
  const appointment = async (given: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const row = {
      ...{ id: randomUUID(), permanence_id: permanence, place_id: at.place, lane: (lane += 1), topic_keys: ["caf"] },
      ...{ starts_at: "2026-11-23 09:30+01", ends_at: "2026-11-23 10:00+01" },
      ...{ booked_at: "2026-11-20 09:00+01", created_at: "2026-11-20 09:00+01" },
      ...given,
    };
    const places = Object.keys(row).map((_, index) => `$${index + 1}`);
    await client.query(
      `INSERT INTO appointment (${Object.keys(row).join(", ")}) VALUES (${places.join(", ")})`,
      Object.values(row),
    );
    return row.id;
  };
  return { ...at, permanence, visit, appointment };
}

const columnsOf = async (table: string, columns: string, id: string): Promise<unknown> =>
  (await client.query(`SELECT ${columns} FROM ${table} WHERE id = $1`, [id])).rows[0];
const eraseMoments = async (visitId: string) =>
  (await server.db.visitIdentity.findFirstOrThrow({ where: { visitId } })).eraseAt.toISOString();

/** Plants rows as they were before names lived apart: without the triggers and the constraints. */
async function asBefore(plant: () => Promise<void>): Promise<void> {
  const constraints = await client.query<{ table: string; name: string; says: string }>(
    "SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS says FROM pg_constraint WHERE conname IN ('visit_is_nobody', 'appointment_is_nobody')",
  );
  const triggers = (how: string): string =>
    `ALTER TABLE visit ${how} TRIGGER visit_identity_apart; ALTER TABLE appointment ${how} TRIGGER appointment_contact_apart`;
  await client.query(triggers("DISABLE"));
  for (const { table, name } of constraints.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await plant();
  for (const { table, name, says } of constraints.rows)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${says}`);
  await client.query(triggers("ENABLE"));
}

describe("what the version before writes lands apart", () => {
  test("the name and the telephone of a visit, written at once or one after the other", async () => {
    const here = await before();
    const [atOnce, later] = [await here.visit("Fatima"), await here.visit()];
    await client.query("UPDATE visit SET name = 'Ada' WHERE id = $1", [later]);
    await client.query("UPDATE visit SET phone = '+33612345678' WHERE id = $1", [later]);
    expect(await identityOf(server.db, atOnce)).toEqual({ name: "Fatima", phone: null });
    expect(await identityOf(server.db, later)).toEqual({ name: "Ada", phone: "+33612345678" });
    expect(await eraseMoments(later)).toBe("2026-11-24T02:00:00.000Z");
    expect(await columnsOf("visit", "name, phone", later)).toEqual({ name: null, phone: null });
  });

  test("the contact of an appointment, and why it stands beside the lanes", async () => {
    const here = await before();
    const id = await here.appointment({
      ...{ name: "Fatima", phone: "+33612345678", email: "fatima@exemple.fr" },
      ...{ lane: null, overbooked: true, overbook_reason: "la sœur de Fatima" },
    });
    expect(await contactOf(server.db, id)).toEqual({
      name: "Fatima",
      phone: "+33612345678",
      email: "fatima@exemple.fr",
      overbookReason: "la sœur de Fatima",
    });
    expect(await columnsOf("appointment", "name, phone, email, overbook_reason AS reason", id)).toEqual({
      ...{ name: null, phone: null, email: null },
      reason: "",
    });
  });

  test("the words of the product stay with the appointment", async () => {
    const here = await before();
    const id = await here.appointment({ lane: null, overbooked: true, overbook_reason: "fewer-lanes" });
    expect([await contactOf(server.db, id), await columnsOf("appointment", "overbook_reason AS reason", id)]).toEqual([
      null,
      { reason: "fewer-lanes" },
    ]);
  });

  test("its sixth live appointment of one contact is refused, with a constraint that it knows", async () => {
    const here = await before();
    const contact = { phone: "+33698765432", email: "Leila@exemple.fr" };
    const five = [];
    for (let index = 0; index < 5; index += 1) five.push(await here.appointment(contact));
    for (const other of [{ phone: contact.phone }, { email: "leila@EXEMPLE.fr" }])
      await expect(here.appointment(other)).rejects.toThrow(/constraint "appointment_no_overlap"/u);
    await expect(here.appointment({ ...contact, origin: "reception" })).resolves.toEqual(expect.any(String));
    await client.query("UPDATE appointment SET state = 'cancelled-by-resident' WHERE id = ANY ($1)", [
      five.slice(0, 2),
    ]);
    await expect(here.appointment(contact)).resolves.toEqual(expect.any(String));
  });

  test("without the triggers a name would be refused", async () => {
    const here = await before();
    const of = { organisation_id: here.organisation };
    await client.query("BEGIN; SET LOCAL session_replication_role = replica; SAVEPOINT tried");
    await expect(here.visit("Fatima")).rejects.toThrow(/constraint "visit_is_nobody"/u);
    await client.query("ROLLBACK TO tried");
    await expect(here.appointment({ ...of, phone: "+33612345678" })).rejects.toThrow(
      /constraint "appointment_is_nobody"/u,
    );
    await client.query("ROLLBACK TO tried");
    const beside = { ...of, lane: null, overbooked: true, overbook_reason: "la sœur de Fatima" };
    await expect(here.appointment(beside)).rejects.toThrow(/constraint "appointment_is_nobody"/u);
    await client.query("ROLLBACK");
  });
});

describe("what rows of before hold", () => {
  const contact = { name: "Inès", phone: "+33699999999", email: "ines@exemple.fr" };
  // No test finds what another has left to move.
  afterEach(() => client.query("UPDATE appointment SET phone = phone"));

  test("is moved when an act changes the row, which succeeds", async () => {
    const here = await before();
    let visit = "";
    await asBefore(async () => void (visit = await here.visit("Fatima")));
    expect(await identityOf(server.db, visit)).toBeNull();
    await client.query("UPDATE visit SET priority = true WHERE id = $1", [visit]);
    expect(await identityOf(server.db, visit)).toEqual({ name: "Fatima", phone: null });
  });

  test("counts for the version before together with what was moved: a sixth is refused", async () => {
    const here = await before();
    const other = { phone: "+33688888888", email: "zoe@exemple.fr" };
    await asBefore(async () => {
      for (let index = 0; index < 3; index += 1) await here.appointment(other);
    });
    for (let index = 0; index < 2; index += 1) await here.appointment(other);
    for (const one of [{ phone: other.phone }, { email: "ZOE@exemple.fr" }])
      await expect(here.appointment(one)).rejects.toThrow(/constraint "appointment_no_overlap"/u);
  });

  test("counts for the limit of its contact until it is moved", async () => {
    const { loadBookingFacts } = await import("#lib/server/booking/book.ts");
    const here = await before();
    const facts = async () =>
      (
        await loadBookingFacts(
          server.db,
          {
            permanence: here.permanence,
            organisation: here.organisation,
            place: here.place,
            contact,
            conseiller: undefined,
          },
          NOW,
        )
      ).held;
    await asBefore(async () => void (await here.appointment(contact)));
    await here.appointment(contact);
    expect(await facts()).toBe(2);
    await client.query("UPDATE appointment SET phone = phone");
    expect(await facts()).toBe(2);
  });

  test("says that somebody who lost their lane can be reached", async () => {
    const { changeLanes } = await import("#lib/server/planning/change-lanes.ts");
    const here = await before();
    const permanence = await here.halfDay("2026-12-01T09:00:00+01:00", "2026-12-01T12:00:00+01:00");
    const hour = { permanence_id: permanence, starts_at: "2026-12-01 09:30+01", ends_at: "2026-12-01 10:00+01" };
    await asBefore(async () => void (await here.appointment({ ...hour, email: "lea@exemple.fr" })));
    await here.appointment({ ...hour, phone: "+33611111111" });
    await here.appointment({ ...hour, name: "Nobody knows where" });
    const changed = await changeLanes(
      {
        kind: "staff",
        user: randomUUID(),
        roles: [{ organisation: here.organisation, role: "coordinator", places: "all" }],
        by: "login",
      },
      { permanence, bookableLanes: 0 },
    );
    expect(changed.ok && changed.value.beside.map(({ reachable }) => reachable).toSorted()).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("is moved by a job in batches, which then ends", async () => {
    const { areIdentitiesToMove, moveIdentities } = await import("#lib/server/privacy/move-identities.ts");
    const here = await before();
    const [visits, appointments]: [string[], string[]] = [[], []];
    await asBefore(async () => {
      for (let index = 0; index < 3; index += 1) visits.push(await here.visit(`P${index}`));
      appointments.push(await here.appointment(contact));
      appointments.push(await here.appointment({ lane: null, overbooked: true, overbook_reason: "loin" }));
    });
    expect([await areIdentitiesToMove(), await moveIdentities(2)]).toEqual([true, 5]);
    for (const [index, id] of visits.entries())
      expect(await identityOf(server.db, id)).toEqual({ name: `P${index}`, phone: null });
    expect(await Promise.all(appointments.map((id) => contactOf(server.db, id)))).toEqual([
      { ...contact, overbookReason: null },
      { name: null, phone: null, email: null, overbookReason: "loin" },
    ]);
    expect([await areIdentitiesToMove(), await moveIdentities()]).toEqual([false, 0]);
  });
});

describe("a changed plan takes names and contacts along", () => {
  test("an appointment that is moved to another month", async () => {
    const here = await before();
    const id = await here.appointment({ name: "Fatima" });
    await client.query(
      "UPDATE appointment SET starts_at = '2027-01-05 09:30+01', ends_at = '2027-01-05 10:00+01' WHERE id = $1",
      [id],
    );
    expect(await server.db.appointmentContact.findMany({ where: { appointmentId: id } })).toMatchObject([
      { day: new Date("2027-01-05"), endsAt: new Date("2027-01-05T09:00:00Z"), name: "Fatima" },
    ]);
  });

  test("a half-day that is held on another day: its names are erased in the night after", async () => {
    const here = await before();
    const visit = await here.visit("Fatima");
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
  const [from, to] = [instantOf("2026-01-01T00:00:00Z"), instantOf("2028-01-01T00:00:00Z")];
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
