import { Prisma } from "#prisma/generated/client.ts";
import { morningAt, neuhof, staffAt } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, owner } = await serverOnFreshDatabase();
const { areOrganisationsToFill, fillOrganisations } = await import("#lib/server/planning/fill-organisations.ts");

afterAll(() => db.$disconnect());

const TABLES = ["appointment", "assignment", "device", "workshop_place"] as const;
const at = (hour: string): Date => new Date(`2026-11-23T${hour}:00+01:00`);

/** A row of each table, written as the version before does: without its organisation. Returns the organisation. */
async function plant(): Promise<string> {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, {});
  const { user } = await staffAt(db, here, "conseiller");
  await db.appointment.create({
    data: {
      permanenceId: permanence,
      placeId: here.place,
      startsAt: at("09:00"),
      endsAt: at("09:30"),
      lane: 1,
      bookedAt: at("08:00"),
      createdAt: at("08:00"),
      topicKeys: ["caf"],
    },
  });
  await db.assignment.create({
    data: { permanenceId: permanence, conseillerId: user, desk: 1, startsAt: at("09:00"), endsAt: at("12:00") },
  });
  await db.device.create({ data: { placeId: here.place, kind: "kiosk", name: "Entrée" } });
  await db.workshop.create({
    data: {
      placeId: here.place,
      organisationId: here.organisation,
      title: "E-mail",
      level: "debutant",
      startsAt: at("14:00"),
      endsAt: at("16:00"),
      capacity: 8,
      attendances: { create: { createdAt: at("08:00") } },
    },
  });
  return here.organisation;
}

/** Takes the organisations away, as in rows that were there before they had one. */
async function makeOlder(): Promise<void> {
  for (const table of TABLES) {
    const name = Prisma.raw(table);
    await owner.$executeRaw`ALTER TABLE ${name} DISABLE TRIGGER ${Prisma.raw(`${table}_organisation_filled`)}, DROP CONSTRAINT ${Prisma.raw(`${table}_has_organisation`)}`;
    await db.$executeRaw`UPDATE ${name} SET organisation_id = NULL`;
    await owner.$executeRaw`ALTER TABLE ${name} ENABLE TRIGGER ${Prisma.raw(`${table}_organisation_filled`)},
      ADD CONSTRAINT ${Prisma.raw(`${table}_has_organisation`)} CHECK (organisation_id IS NOT NULL) NOT VALID`;
  }
}

const organisations = async (table: (typeof TABLES)[number]): Promise<readonly (string | null)[]> =>
  (
    await db.$queryRaw<
      { organisation: string | null }[]
    >`SELECT organisation_id AS organisation FROM ${Prisma.raw(table)} ORDER BY id`
  ).map(({ organisation }) => organisation);

test("an older row gets its organisation when the version before changes it, and the change succeeds", async () => {
  await plant();
  await makeOlder();
  const [organisation] = await db.organisation.findMany({ select: { id: true } });
  await db.appointment.updateMany({ data: { state: "cancelled-by-resident" } });
  expect(await organisations("appointment")).toEqual([organisation?.id]);
});

test("older rows get their organisation by a job, in batches, which then ends", async () => {
  await fillOrganisations();
  await plant();
  await plant();
  const before = await Promise.all(TABLES.map(organisations));
  expect(before.map((rows) => new Set(rows).size)).toEqual([3, 3, 3, 3]);
  await makeOlder();
  expect([await areOrganisationsToFill(), await fillOrganisations(2)]).toEqual([true, 12]);
  expect(await Promise.all(TABLES.map(organisations))).toEqual(before);
  expect([await areOrganisationsToFill(), await fillOrganisations(2)]).toEqual([false, 0]);
});
