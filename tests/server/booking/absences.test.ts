import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, isoAt, morningAt, neuhof, NOW, staffAt } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, owner, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAlternatives } = await import("#lib/server/booking/read-alternatives.ts");
const { readMove } = await import("#lib/server/booking/read-move.ts");

const refused = (refusal: string) => ({ ok: false, refusal });

beforeEach(() => clock.move(instantOf(NOW) - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

/** A conseiller who is away from 9:30 to 10:30 on Monday, and how reception books an hour with them. */
async function reception() {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 2 });
  const staff = await staffAt(db, here);
  const { user: conseiller } = await staffAt(db, here, "conseiller");
  const away = (from: string, to: string, organisationId = here.organisation) =>
    db.absence.create({
      data: {
        conseillerId: conseiller,
        organisationId,
        startsAt: new Date(isoAt(from)),
        endsAt: new Date(isoAt(to)),
      },
    });
  await away("09:30", "10:30");
  const wish = (hour: string) => ({ permanence, topics: ["caf"], start: at(hour), wantedConseiller: conseiller });
  const books = (hour: string, more: object = {}) =>
    bookAppointment(staff, { ...wish(hour), onBehalfOf: false, ...more });
  return { here, permanence, staff, conseiller, away, wish, books };
}

test("a wanted conseiller who is away is refused, also beside the lanes and for a held hour; another hour is not", async () => {
  const { books, staff, wish } = await reception();
  for (const hour of ["09:30", "09:45", "10:15"]) expect(await books(hour)).toEqual(refused("conseiller-absent"));
  expect(await books("10:00", { overbook: { reason: "urgent" } })).toEqual(refused("conseiller-absent"));
  expect(await holdHour(staff, { ...wish("10:00"), until: at("08:00") })).toEqual(refused("conseiller-absent"));
  expect(await books("10:30")).toMatchObject({ ok: true });
  expect(await books("09:30", { wantedConseiller: undefined })).toMatchObject({ ok: true });
});

test("whichever organisation entered the absence, and also one of before, which says none", async () => {
  const { books, away, conseiller } = await reception();
  await away("11:00", "11:30", (await neuhof(db)).organisation);
  expect(await books("11:00")).toEqual(refused("conseiller-absent"));
  await db.absence.deleteMany({ where: { conseillerId: conseiller } });
  await owner.$executeRaw`ALTER TABLE absence DROP CONSTRAINT absence_has_organisation`;
  await db.$executeRaw`INSERT INTO absence (id, conseiller_id, starts_at, ends_at) VALUES (gen_random_uuid(), ${conseiller}::uuid, ${isoAt("11:00")}::timestamptz, ${isoAt("12:00")}::timestamptz)`;
  await owner.$executeRaw`ALTER TABLE absence ADD CONSTRAINT absence_has_organisation CHECK (organisation_id IS NOT NULL) NOT VALID`;
  expect(await books("11:00")).toEqual(refused("conseiller-absent"));
});

test("an appointment does not move to an hour in which the conseiller whom it wants is away", async () => {
  const { books, here } = await reception();
  const elsewhere = await morningAt(db, await hautepierre(db, here));
  const booked = await books("11:00");
  if (!booked.ok) throw new Error(booked.refusal);
  const { secret } = booked.value;
  expect(await moveAppointment(secret, { start: at("10:00") })).toEqual(refused("conseiller-absent"));
  expect(await moveAppointment(secret, { start: at("10:00"), permanence: elsewhere })).toEqual(
    refused("conseiller-absent"),
  );
  expect(await moveAppointment(secret, { start: at("09:00") })).toMatchObject({ ok: true });
});

test("an appointment moves to no half-day where the role of the conseiller whom it wants does not hold, or has ended", async () => {
  const { books, here, conseiller } = await reception();
  const there = await hautepierre(db, here);
  const elsewhere = await morningAt(db, there);
  const booked = await books("11:00");
  if (!booked.ok) throw new Error(booked.refusal);
  const { secret } = booked.value;
  const of = { userId: conseiller, organisationId: here.organisation, role: "conseiller" };
  await db.membership.updateMany({ where: of, data: { everyPlace: false } });
  await db.membershipPlace.create({ data: { ...of, placeId: here.place } });
  expect(await moveAppointment(secret, { start: at("09:00"), permanence: elsewhere })).toEqual(
    refused("unknown-conseiller"),
  );
  expect((await readMove(secret, elsewhere))?.chosen?.slots).toEqual([]);
  expect(await moveAppointment(secret, { start: at("09:00") })).toMatchObject({ ok: true });
  await db.membership.updateMany({ where: of, data: { endsAt: new Date(NOW) } });
  expect(await moveAppointment(secret, { start: at("11:00") })).toEqual(refused("unknown-conseiller"));
  expect(await moveAppointment(secret, { start: at("09:00") })).toMatchObject({ ok: true });
});

test("an hour inside the absence is offered neither instead of another nor to move to", async () => {
  const { books, wish, permanence } = await reception();
  const instead = await readAlternatives(permanence, wish("10:00"));
  expect(instead.hours.map(({ span }) => span.start)).toEqual([at("09:00"), at("10:30"), at("10:45")]);
  const booked = await books("11:00");
  if (!booked.ok) throw new Error(booked.refusal);
  const move = await readMove(booked.value.secret, undefined);
  expect(move?.chosen?.slots.map(({ span }) => span.start)).toEqual([
    at("09:00"),
    at("10:30"),
    at("10:45"),
    at("11:30"),
  ]);
});

test("asking costs a booking no statement", async () => {
  const { books } = await reception();
  const count = async (act: () => Promise<unknown>) => (await statementsOf(act)).length;
  const plain = await count(() => books("09:00", { wantedConseiller: undefined }));
  expect(await count(() => books("11:00"))).toBe(plain);
});

test("an absence may be entered although its conseiller is planned and wanted then: nobody is dropped by it", async () => {
  const { books, away, conseiller, permanence } = await reception();
  await books("11:00");
  await db.assignment.create({
    data: {
      permanenceId: permanence,
      conseillerId: conseiller,
      desk: 1,
      startsAt: new Date(isoAt("09:00")),
      endsAt: new Date(isoAt("12:00")),
    },
  });
  await away("10:30", "12:00");
  expect(await db.appointment.count({ where: { permanenceId: permanence, state: "booked" } })).toBe(1);
  expect(await db.assignment.count({ where: { permanenceId: permanence, released: false } })).toBe(1);
});
