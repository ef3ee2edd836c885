/** @zones */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { instantOf } from "#lib/time/instant.ts";
import { contactOf, identityOf, nameVisit } from "#tests/support/identities.ts";
import { oldHalfDays } from "./old-half-days.ts";

let server: Server;
let eraseDue: typeof import("#lib/server/privacy/erase-due.ts").eraseDue;
let isErasureDue: typeof import("#lib/server/privacy/erase-due.ts").isErasureDue;
let bookAppointment: typeof import("#lib/server/booking/book.ts").bookAppointment;

beforeAll(async () => {
  server = await freshServer();
  ({ eraseDue, isErasureDue } = await import("#lib/server/privacy/erase-due.ts"));
  ({ bookAppointment } = await import("#lib/server/booking/book.ts"));
});
/** After each test nothing is due for erasure. */
afterEach(() => eraseDue(instantOf("2030-01-01T00:00:00Z")));
afterAll(() => server.db.$disconnect());

const NOTHING = {
  identities: 0,
  messages: 0,
  cancelReasons: 0,
  contacts: 0,
  codes: 0,
  cancelledContacts: 0,
  cancelledCodes: 0,
  offers: 0,
  told: 0,
  staffTold: 0,
  helpCalls: 0,
  partnerTold: 0,
  doorChanges: 0,
  doorTold: 0,
  shortLinks: 0,
  stoppedSms: 0,
  bookingOrigins: 0,
  demoMessages: 0,
  deviceNames: 0,
  leasedDevices: 0,
  exchanges: 0,
  actKeys: 0,
  unsentActs: 0,
  workshopPlaces: 0,
  procedures: 0,
  telephones: 0,
  logins: 0,
  signInCodes: 0,
  mailedCodes: 0,
  typedForms: 0,
  invitations: 0,
  absences: 0,
  tabletPasses: 0,
  shareRequests: 0,
  organisationInvitations: 0,
  limits: 0,
  outcomes: 0,
};
const eraseAt = (iso: string) => eraseDue(instantOf(iso));
const dueAt = (iso: string) => isErasureDue(instantOf(iso));
/** Nothing is due a second before this moment; at it these rows are, and go. */
async function goes(iso: string, rows: Partial<typeof NOTHING>): Promise<void> {
  const before = new Date(Date.parse(iso) - 1_000).toISOString();
  expect([await dueAt(before), await eraseAt(before)]).toEqual([false, NOTHING]);
  expect([await dueAt(iso), await eraseAt(iso)]).toEqual([true, { ...NOTHING, ...rows }]);
}
const named = async (id: string) => (await identityOf(server.db, id)) !== null;
const visitOf = (id: string) => server.db.visit.findUniqueOrThrow({ where: { id } });
const appointmentOf = (id: string) => server.db.appointment.findUniqueOrThrow({ where: { id } });
const morning = (at: Awaited<ReturnType<typeof oldHalfDays>>, given: object = {}) =>
  at.halfDay("2026-11-23T09:00:00+01:00", "2026-11-23T12:00:00+01:00", given);

describe("the night after a half-day", () => {
  test("names and phone numbers are erased at three, and what is counted stays", async () => {
    const at = await oldHalfDays(server.db);
    const visit = await at.visit(await morning(at), { name: "Fatima", phone: "+33612345678" });
    const before = await visitOf(visit);
    expect([await dueAt("2026-11-24T02:59:59+01:00"), await eraseAt("2026-11-24T02:59:59+01:00")]).toEqual([
      false,
      NOTHING,
    ]);
    expect(await identityOf(server.db, visit)).toEqual({ name: "Fatima", phone: "+33612345678" });
    expect([await dueAt("2026-11-24T03:00:00+01:00"), await eraseAt("2026-11-24T03:00:00+01:00")]).toEqual([
      true,
      { ...NOTHING, identities: 1 },
    ]);
    expect([await named(visit), await visitOf(visit)]).toEqual([false, before]);
  });

  test("the message of the room screen is erased with them", async () => {
    const at = await oldHalfDays(server.db);
    const permanence = await morning(at, { message: "Fatima est attendue à la table 2." });
    expect([await dueAt("2026-11-24T03:00:00+01:00"), await eraseAt("2026-11-24T03:00:00+01:00")]).toEqual([
      true,
      { ...NOTHING, messages: 1 },
    ]);
    expect(await server.db.permanence.findUniqueOrThrow({ where: { id: permanence } })).toMatchObject({
      message: null,
      endsAt: new Date("2026-11-23T11:00:00Z"),
    });
  });

  test("a line that was not closed goes on unchanged, without names", async () => {
    const here = await neuhof(server);
    await here.opens();
    const visit = await here.walksIn({ topic: "caf" });
    await nameVisit(server.db, visit, { name: "Fatima" });
    const before = await here.line();
    expect(await eraseAt("2026-11-25T03:00:00+01:00")).toMatchObject({ identities: 1 });
    expect(await here.line()).toEqual(before);
    setTime(server, "11:00");
    expect(await here.does({ type: "call-next", desk: 1 })).toBe("applied");
  });
});

describe("thirty days after an appointment", () => {
  const contact = { name: "Fatima", phone: "+33612345678", email: "fatima@exemple.fr" };

  test("one that is booked loses its contact and its code, and stays countable", async () => {
    const at = await oldHalfDays(server.db);
    const given = { language: "ar", onBehalfOf: true, code: "K7M2QX" };
    const id = await at.appointment(await morning(at), "2026-11-23T09:30:00+01:00", given, contact);
    const before = await appointmentOf(id);
    await goes("2026-12-23T10:00:00+01:00", { contacts: 1, codes: 1 });
    expect(await contactOf(server.db, id)).toBeNull();
    expect(await appointmentOf(id)).toEqual({
      ...before,
      code: null,
      contactErasedAt: new Date("2026-12-23T09:00:00Z"),
    });
  });

  test("one that was cancelled by the resident is kept for 30 days from then only, when that is sooner", async () => {
    const at = await oldHalfDays(server.db);
    const far = await at.halfDay("2027-02-15T09:00:00+01:00", "2027-02-15T12:00:00+01:00");
    const kept = await at.appointment(far, "2027-02-15T10:30:00+01:00", {}, contact);
    const cancelledAt = new Date("2026-11-25T10:00:00+01:00");
    const given = { state: "cancelled-by-resident", cancelledAt, code: "M7N2QX", lane: 2 };
    const id = await at.appointment(far, "2027-02-15T09:30:00+01:00", given, contact);
    await goes("2026-12-25T10:00:00+01:00", { cancelledContacts: 1, cancelledCodes: 1 });
    expect([await contactOf(server.db, id), await contactOf(server.db, kept)]).toEqual([
      null,
      expect.objectContaining({ name: "Fatima" }),
    ]);
    expect(await appointmentOf(id)).toMatchObject({
      state: "cancelled-by-resident",
      code: null,
      contactErasedAt: new Date("2026-12-25T09:00:00Z"),
    });
    expect(await eraseAt("2026-12-26T00:00:00+01:00")).toEqual(NOTHING);
  });

  test("one that is cancelled after its hour is erased with the others of its day", async () => {
    const at = await oldHalfDays(server.db);
    const given = { state: "cancelled-by-service", cancelledAt: new Date("2026-11-23T12:00:00+01:00") };
    await at.appointment(await morning(at), "2026-11-23T09:30:00+01:00", given, contact);
    expect(await eraseAt("2026-12-23T10:00:00+01:00")).toEqual({ ...NOTHING, contacts: 1, codes: 1 });
  });

  test("the device to which numbers were lent is erased 30 days later, the numbers stay", async () => {
    const at = await oldHalfDays(server.db);
    const lease = { permanenceId: await morning(at), device: "tablet-1", firstNumber: 1, lastNumber: 5 };
    const { id } = await server.db.numberLease.create({
      data: { ...lease, leasedAt: new Date("2026-11-23T09:00:00Z") },
    });
    await goes("2026-12-23T09:00:00Z", { leasedDevices: 1 });
    expect(await server.db.numberLease.findUniqueOrThrow({ where: { id } })).toMatchObject({ ...lease, device: "" });
  });

  test("the last exchange with a device is deleted 30 days later", async () => {
    const at = await oldHalfDays(server.db);
    const permanenceId = await morning(at);
    const { id: userId } = await server.db.user.create({ data: { email: `${permanenceId}@exemple.fr` } });
    await server.db.deviceExchange.create({
      data: { permanenceId, userId, device: "tablet-1", at: new Date("2026-11-23T09:00:00Z") },
    });
    await goes("2026-12-23T09:00:00Z", { exchanges: 1 });
    expect(await server.db.deviceExchange.count({ where: { permanenceId } })).toBe(0);
  });

  test("the key with which a tablet signs is deleted 60 days after it was made, and what a tablet said to hold unsent 30 days later", async () => {
    const at = await oldHalfDays(server.db);
    const permanenceId = await morning(at);
    const { id: userId } = await server.db.user.create({ data: { email: `${permanenceId}@exemple.fr` } });
    const madeAt = new Date("2026-11-23T09:00:00Z");
    await server.db.actKey.create({
      data: { id: permanenceId, userId, device: "tablet-1", publicKey: "A".repeat(87), madeAt },
    });
    await server.db.unsentActs.create({ data: { permanenceId, userId, device: "tablet-1", acts: 9, saidAt: madeAt } });
    expect(await eraseAt("2026-12-23T08:59:59Z")).toEqual(NOTHING);
    expect([await dueAt("2026-12-23T09:00:00Z"), await eraseAt("2026-12-23T09:00:00Z")]).toEqual([
      true,
      { ...NOTHING, unsentActs: 1 },
    ]);
    expect(await eraseAt("2027-01-22T08:59:59Z")).toEqual(NOTHING);
    expect([await dueAt("2027-01-22T09:00:00Z"), await eraseAt("2027-01-22T09:00:00Z")]).toEqual([
      true,
      { ...NOTHING, actKeys: 1 },
    ]);
  });

  test("the name of a device is erased once it was revoked 30 days ago; one in use keeps it", async () => {
    const at = await oldHalfDays(server.db);
    const device = (revokedAt: Date | null) =>
      server.db.device.create({
        data: { placeId: at.place, organisationId: at.organisation, kind: "kiosk", name: "Entrée", revokedAt },
      });
    const revoked = await device(new Date("2026-11-23T09:00:00Z"));
    const used = await device(null);
    await goes("2026-12-23T09:00:00Z", { deviceNames: 1 });
    expect(
      (await server.db.device.findMany({ where: { placeId: at.place } })).map(({ id, name }) => [id, name]),
    ).toEqual(
      expect.arrayContaining([
        [revoked.id, ""],
        [used.id, "Entrée"],
      ]),
    );
  });

  test("the reason of a cancelled half-day and the names of workshop places are erased", async () => {
    const at = await oldHalfDays(server.db);
    const permanence = await morning(at, { cancelReason: "Une personne de l’équipe est malade." });
    const workshop = await server.db.workshop.create({
      data: {
        placeId: at.place,
        organisationId: at.organisation,
        title: "E-mail",
        level: "debutant",
        startsAt: new Date("2026-11-23T13:00:00Z"),
        endsAt: new Date("2026-11-23T15:00:00Z"),
        capacity: 8,
        attendances: {
          create: { ...{ name: "Fatima", phone: "1", email: "2" }, createdAt: new Date("2026-11-01T00:00:00Z") },
        },
      },
      include: { attendances: true },
    });
    expect(await eraseAt("2026-12-23T13:00:00+01:00")).toEqual({ ...NOTHING, cancelReasons: 1 });
    expect(await eraseAt("2026-12-23T16:00:00+01:00")).toEqual({ ...NOTHING, workshopPlaces: 1 });
    expect(await server.db.permanence.findUniqueOrThrow({ where: { id: permanence } })).toMatchObject({
      status: "cancelled",
      cancelReason: null,
    });
    expect(await server.db.workshopPlace.findMany({ where: { workshopId: workshop.id } })).toEqual([
      { ...workshop.attendances[0], name: null, phone: null, email: null },
    ]);
  });
});

test("what limits counted is erased an hour after it ended, and looked for an hour later still", async () => {
  const key = (letter: string): string => `creates:${letter.repeat(43)}`;
  const ended = (iso: string): bigint => BigInt(Date.parse(iso) - server.clock.offset());
  await server.db.rateLimit.create({ data: { key: key("a"), points: 1, expire: ended("2026-11-24T09:00:00Z") } });
  await server.db.rateLimit.create({ data: { key: key("b"), points: 1, expire: ended("2026-11-24T10:00:01Z") } });
  expect(await dueAt("2026-11-24T10:59:59Z")).toBe(false);
  expect([await dueAt("2026-11-24T11:00:00Z"), await eraseAt("2026-11-24T11:00:00Z")]).toEqual([
    true,
    { ...NOTHING, limits: 1 },
  ]);
  expect((await server.db.rateLimit.findMany()).map((row) => row.key)).toEqual([key("b")]);
  await server.db.rateLimit.deleteMany();
});

test("logins, sign-in codes and outcomes of keys are erased when they expire, and not before", async () => {
  const until = new Date("2026-11-24T09:00:00Z");
  const user = await server.db.user.create({ data: { email: `conseiller-${randomUUID()}@demo.example` } });
  await server.db.session.create({ data: { sessionToken: randomUUID(), userId: user.id, expires: until } });
  await server.db.signInCode.create({ data: { browser: "hash", userId: user.id, code: "hash", expiresAt: until } });
  await server.db.typedForm.create({
    data: { id: randomUUID(), userId: user.id, content: "sealed", expiresAt: until },
  });
  await server.db.typedForm.create({ data: { id: randomUUID(), content: "sealed", expiresAt: until } });
  await server.db.idempotencyKey.create({
    data: {
      scope: "x",
      key: randomUUID(),
      requestHash: "h",
      outcomeKind: "visit",
      outcomeId: randomUUID(),
      createdAt: new Date("2026-10-25T09:00:00Z"),
    },
  });
  await goes("2026-11-24T09:00:00Z", {
    logins: 1,
    signInCodes: 1,
    typedForms: 2,
    outcomes: 1,
  });
  expect(await server.db.user.count({ where: { id: user.id } })).toBe(1);
});

test("what somebody was told goes thirty days after the hour, the address in a message when it expires, and not before", async () => {
  const at = await oldHalfDays(server.db);
  const appointmentId = await at.appointment(await morning(at), "2026-11-23T09:30:00+01:00");
  const { startsAt, placeId } = await appointmentOf(appointmentId);
  await server.db.told.create({
    data: { appointmentId, known: "booked", hour: startsAt, placeId, way: "sms", toldAt: startsAt },
  });
  const expiresAt = new Date("2026-11-24T08:30:00Z");
  await server.db.shortLink.create({ data: { hash: Buffer.alloc(32, 1), appointmentId, expiresAt } });
  const left = async () => [await server.db.told.count(), await server.db.shortLink.count()];
  await eraseAt("2026-11-24T08:29:59Z");
  expect([await left(), await dueAt("2026-11-24T08:30:00Z")]).toEqual([[1, 1], true]);
  expect(await eraseAt("2026-11-24T08:30:00Z")).toMatchObject({ shortLinks: 1, told: 0 });
  await eraseAt("2026-12-23T08:29:59Z");
  expect([await left(), await dueAt("2026-12-23T08:30:00Z")]).toEqual([[1, 0], true]);
  expect(await eraseAt("2026-12-23T08:30:00Z")).toMatchObject({ told: 1 });
});

test("what somebody of the team was told and answered goes thirty days after the half-day, and not before", async () => {
  const at = await oldHalfDays(server.db);
  const permanenceId = await morning(at);
  const { organisationId, endsAt } = await server.db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
  const { id: accountId } = await server.db.user.create({ data: { email: "awa@exemple.fr" } });
  await server.db.staffTold.create({ data: { accountId, permanenceId, organisationId, endsAt } });
  await eraseAt("2026-12-23T10:59:59Z");
  expect([await server.db.staffTold.count(), await dueAt("2026-12-23T11:00:00Z")]).toEqual([1, true]);
  expect(await eraseAt("2026-12-23T11:00:00Z")).toMatchObject({ staffTold: 1 });
});

test("what a partner was told goes thirty days after the half-day, and not before", async () => {
  const at = await oldHalfDays(server.db);
  const permanenceId = await morning(at);
  const { organisationId, endsAt } = await server.db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
  const createdAt = new Date("2026-11-01T10:00:00Z");
  const { id: shareId } = await server.db.calendarShare.create({
    data: {
      giverId: organisationId,
      receiverId: organisationId,
      name: "CAF",
      level: "with-load",
      everyPlace: true,
      createdAt,
    },
  });
  await server.db.partnerTold.create({ data: { shareId, permanenceId, endsAt, cancelled: true } });
  await eraseAt("2026-12-23T10:59:59Z");
  expect([await server.db.partnerTold.count(), await dueAt("2026-12-23T11:00:00Z")]).toEqual([1, true]);
  expect(await eraseAt("2026-12-23T11:00:00Z")).toMatchObject({ partnerTold: 1 });
});

test("what a door said, and what a contact on site was told of it, goes thirty days after the half-day, and not before", async () => {
  const at = await oldHalfDays(server.db);
  const permanenceId = await morning(at);
  const { placeId, startsAt, endsAt } = await server.db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
  const contact = await server.db.placeContact.create({
    data: { placeId, roleName: "Accueil", email: "a@exemple.fr" },
  });
  await server.db.doorChange.create({ data: { permanenceId, placeId, startsAt, endsAt, wasHeld: true } });
  await server.db.doorTold.create({ data: { contactId: contact.id, permanenceId, endsAt } });
  const left = async () => [await server.db.doorChange.count(), await server.db.doorTold.count()];
  await eraseAt("2026-12-23T10:59:59Z");
  expect([...(await left()), await dueAt("2026-12-23T11:00:00Z")]).toEqual([1, 1, true]);
  expect(await eraseAt("2026-12-23T11:00:00Z")).toMatchObject({ doorChanges: 1, doorTold: 1 });
});

test("the telephone of somebody of the team goes when their last role has ended on its day, and not before", async () => {
  const { organisation } = await oldHalfDays(server.db);
  const { id } = await server.db.user.create({
    data: { email: `${randomUUID()}@ville.example`, phone: "+33612345678" },
  });
  const data = { userId: id, organisationId: organisation, role: "conseiller", everyPlace: true };
  await server.db.membership.create({ data: { ...data, endsAt: new Date("2026-12-01T00:00:00Z") } });
  await eraseAt("2026-11-30T23:59:59Z");
  expect(await server.db.user.findUnique({ where: { id } })).toMatchObject({ phone: "+33612345678" });
  expect(await eraseAt("2026-12-01T00:00:00Z")).toMatchObject({ telephones: 1 });
  expect(await server.db.user.findUnique({ where: { id } })).toMatchObject({ phone: null });
});

test("a call for help goes thirty days after it, and not before", async () => {
  const at = await oldHalfDays(server.db);
  const permanenceId = await morning(at);
  const { organisationId } = await server.db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
  const askedAt = new Date("2026-11-23T10:00:00Z");
  await server.db.helpCall.create({ data: { id: randomUUID(), permanenceId, organisationId, askedAt } });
  await eraseAt("2026-12-23T09:59:59Z");
  expect([await server.db.helpCall.count(), await dueAt("2026-12-23T10:00:00Z")]).toEqual([1, true]);
  expect(await eraseAt("2026-12-23T10:00:00Z")).toMatchObject({ helpCalls: 1 });
});

test("an hour that was offered is erased thirty days after it, whatever was answered, and not before", async () => {
  const at = await oldHalfDays(server.db);
  const permanence = await morning(at);
  const appointmentId = await at.appointment(permanence, "2026-11-23T09:30:00+01:00", {
    contactErasedAt: new Date("2026-11-23T12:00:00+01:00"),
  });
  await server.db.appointmentOffer.create({
    data: {
      appointmentId,
      permanenceId: permanence,
      organisationId: at.organisation,
      startsAt: new Date("2026-11-25T09:30:00+01:00"),
      endsAt: new Date("2026-11-25T10:00:00+01:00"),
      until: new Date("2026-11-24T18:00:00+01:00"),
      createdAt: new Date("2026-11-23T08:00:00+01:00"),
      answer: "no",
      answeredAt: new Date("2026-11-23T09:00:00+01:00"),
    },
  });
  await goes("2026-12-25T10:00:00+01:00", { offers: 1 });
});

test("that a sign-in code was mailed is erased a day later, and nothing else of the outbox", async () => {
  const { organisation } = await neuhof(server);
  const { id: accountId } = await server.db.user.create({ data: { email: `${crypto.randomUUID()}@demo.example` } });
  const at = new Date("2026-11-23T08:00:00+01:00");
  const row = (kind: string, organisationId: string | null) => {
    const id = crypto.randomUUID();
    const cause = { causeKind: "account", causeId: id, dedupeKey: `${kind}:${id}` };
    return { id, kind, organisationId, accountId, ...cause, dueAt: at, createdAt: at, attempts: 1, sentAt: at };
  };
  await server.db.outboxMessage.createMany({ data: [row("sign-in-code", null), row("assigned", organisation.id)] });
  await goes("2026-11-24T08:00:00+01:00", { mailedCodes: 1 });
  expect(await server.db.outboxMessage.findMany({ where: { accountId } })).toMatchObject([{ kind: "assigned" }]);
});

test("an invitation is erased thirty days after its end, with its address, and not before", async () => {
  const { organisation } = await neuhof(server);
  await server.db.invitation.create({
    data: {
      organisationId: organisation.id,
      email: "conseiller@demo.example",
      role: "conseiller",
      code: "hash",
      createdAt: new Date("2026-10-18T09:00:00Z"),
      expiresAt: new Date("2026-10-25T09:00:00Z"),
    },
  });
  await goes("2026-11-24T09:00:00Z", { invitations: 1 });
});

test("an absence is erased thirty days after its end, and not before", async () => {
  const { organisation, staff } = await neuhof(server);
  await server.db.absence.create({
    data: {
      organisationId: organisation.id,
      conseillerId: staff.user,
      startsAt: new Date("2026-10-20T00:00:00Z"),
      endsAt: new Date("2026-10-25T00:00:00Z"),
    },
  });
  await goes("2026-11-24T00:00:00Z", { absences: 1 });
});

test("what opened a shared tablet is erased thirty days after its day, and not before", async () => {
  const { organisation, place, staff } = await neuhof(server);
  const made = { organisationId: organisation.id, placeId: place.id, madeById: staff.user };
  await server.db.tabletPass.create({
    data: { ...made, localDate: new Date("2026-10-24"), createdAt: new Date("2026-10-24T09:00:00Z") },
  });
  await goes("2026-11-24T00:00:00Z", { tabletPasses: 1 });
});

test("what a partner asked for is erased ninety days later, answered or not, and not before", async () => {
  const { organisation } = await neuhof(server);
  const asked = {
    organisationId: organisation.id,
    sender: "CAF",
    email: "accueil@caf.example",
    purpose: "Orienter",
    createdAt: new Date("2026-08-26T09:00:00Z"),
  };
  await server.db.shareRequest.create({ data: asked });
  await server.db.shareRequest.create({ data: { ...asked, decidedAt: asked.createdAt, accepted: true } });
  await goes("2026-11-24T09:00:00Z", { shareRequests: 2 });
});

test("from where an appointment was booked is kept 48 hours", async () => {
  const at = await oldHalfDays(server.db);
  const appointmentId = await at.appointment(await morning(at), "2026-11-23T09:30:00+01:00");
  const { organisationId } = await server.db.appointment.findUniqueOrThrow({ where: { id: appointmentId } });
  const origin = { appointmentId, organisationId, origin: "a".repeat(43), bookedAt: new Date("2026-11-20T09:00:00Z") };
  await server.db.bookingOrigin.create({ data: origin });
  await goes("2026-11-22T09:00:00Z", { bookingOrigins: 1 });
});

test("that a telephone asked for no SMS is kept 36 months of thirty days, as a keyed hash", async () => {
  await server.db.smsStopped.create({ data: { phone: "a".repeat(43), stoppedAt: new Date("2023-12-10T09:00:00Z") } });
  await goes("2026-11-24T09:00:00Z", { stoppedSms: 1 });
});

test("the name of a procedure leaves its report sixty days after its day, and not before; what is counted stays", async () => {
  const at = await oldHalfDays(server.db);
  const visit = await at.visit(await morning(at));
  const report = await server.db.activityReport.create({
    data: {
      visitId: visit,
      organisationId: at.organisation,
      placeId: at.place,
      localDate: new Date("2026-11-23"),
      activityPlace: "lieu_activite",
      themes: ["aide_aux_demarches_administratives"],
      minutes: 30,
      procedure: "Carte grise",
      createdAt: new Date("2026-11-23T10:00:00Z"),
    },
  });
  await goes("2027-01-23T00:00:00Z", { procedures: 1 });
  expect(await server.db.activityReport.findUniqueOrThrow({ where: { id: report.id } })).toEqual({
    ...report,
    procedure: null,
  });
});

test("so is one of an organisation; that of the first start has no address and no end", async () => {
  const { organisation } = await neuhof(server);
  const createdAt = new Date("2026-10-18T09:00:00Z");
  await server.db.organisationInvitation.createMany({
    data: [
      { becomes: "organisation", code: "first start", createdAt },
      {
        inviterId: organisation.id,
        becomes: "partner",
        email: "caf@demo.example",
        code: "caf",
        createdAt,
        expiresAt: new Date("2026-10-25T09:00:00Z"),
      },
    ],
  });
  await goes("2026-11-24T09:00:00Z", { organisationInvitations: 1 });
  expect(await server.db.organisationInvitation.findMany({ select: { code: true } })).toEqual([
    { code: "first start" },
  ]);
});

describe("a night at once, beside other writes", () => {
  const crowd = async (people: number) => {
    const at = await oldHalfDays(server.db);
    const permanence = await morning(at);
    for (let person = 0; person < people; person += 1) await at.visit(permanence, { name: `P${person}` });
    return permanence;
  };
  const all = () => server.db.visitIdentity.count();
  const NIGHT = instantOf("2026-11-24T03:00:00+01:00");

  /** Does it while another transaction has read the names, as a backup does until it ends. */
  async function besideABackup(act: () => Promise<void>): Promise<void> {
    const backup = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
    await backup.connect();
    try {
      await backup.query("BEGIN");
      await backup.query("SELECT 1 FROM visit_identity");
      await act();
    } finally {
      await backup.end();
    }
  }

  test("what is not due of the same day stays, also where most of it was erased", async () => {
    const there = await oldHalfDays(server.db, "America/Guadeloupe");
    const overThere = await there.visit(await there.halfDay("2026-11-23T09:00:00-04:00", "2026-11-23T12:00:00-04:00"), {
      name: "There",
      phone: "+590690000000",
    });
    await crowd(9);
    expect(await eraseDue(NIGHT)).toEqual({ ...NOTHING, identities: 9 });
    expect([await all(), await identityOf(server.db, overThere)]).toEqual([
      1,
      { name: "There", phone: "+590690000000" },
    ]);
  });

  test("beside a backup the names go one by one, whatever the size of a batch", async () => {
    for (const [people, batch] of [
      [10, 3],
      [9, 3],
    ] as const) {
      await crowd(people);
      await besideABackup(async () => {
        expect(await eraseDue(NIGHT, batch, 1)).toEqual({ ...NOTHING, identities: people });
        expect(await all()).toBe(0);
      });
    }
  });

  test("a locked row is skipped and erased by the next run", async () => {
    await crowd(5);
    const holder = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
    await holder.connect();
    try {
      await holder.query("BEGIN");
      await holder.query("SELECT 1 FROM visit_identity WHERE name = 'P2' FOR UPDATE");
      expect(await eraseDue(NIGHT, 2, 1)).toEqual({ ...NOTHING, identities: 4 });
    } finally {
      await holder.end();
    }
    expect(await eraseDue(NIGHT, 2)).toEqual({ ...NOTHING, identities: 1 });
  });

  test("two runs at the same time, beside bookings, erase each person once and every booking succeeds", async () => {
    await crowd(60);
    setTime(server, "9:00");
    const at = await oldHalfDays(server.db);
    await server.db.topic.createMany({ data: [{ key: "caf", rank: 0, minutes: 30 }], skipDuplicates: true });
    const made = new Date("2026-11-01T00:00:00Z");
    const ahead = await server.db.permanence.create({
      data: {
        placeId: at.place,
        organisationId: at.organisation,
        timeZone: "Europe/Paris",
        localDate: new Date("2026-12-01"),
        startsAt: new Date("2026-12-01T08:00:00Z"),
        endsAt: new Date("2026-12-01T11:00:00Z"),
        desks: 3,
        bookableLanes: 3,
        windows: [{ from: 0, to: 180, mode: "mixed" }],
        createdAt: made,
        updatedAt: made,
      },
    });
    const hours = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30"];
    const books = hours.map((hour) =>
      bookAppointment(
        { kind: "anonymous" },
        {
          permanence: ahead.id,
          topics: ["caf"],
          start: instantOf(`2026-12-01T${hour}:00Z`),
          onBehalfOf: false,
          name: "Fatima",
        },
      ),
    );
    const [first, second, ...booked] = await Promise.all([eraseDue(NIGHT, 7), eraseDue(NIGHT, 7), ...books]);
    const third = await eraseDue(NIGHT, 7);
    expect(first.identities + second.identities + third.identities).toBe(60);
    expect([await all(), booked.map(({ ok }) => ok)]).toEqual([0, hours.map(() => true)]);
  });
});
