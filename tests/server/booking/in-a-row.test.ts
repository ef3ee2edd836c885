import type { BookingRequest } from "#lib/booking/booking-request.ts";
import { contactOf } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, hautepierre, isoAt, morningAt, neuhof, NOW, staffAt, visitFor } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { bookAnother } = await import("#lib/server/booking/in-a-row/book-another.ts");
const { readParty } = await import("#lib/server/booking/in-a-row/read-party.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { bookPeople } = await import("#lib/server/booking/referrers/book-people.ts");
const { listReferrers, makeReferrer, revokeReferrer } =
  await import("#lib/server/booking/referrers/manage-referrers.ts");
const { hoursToRefer, readReferred, readSheet } = await import("#lib/server/booking/referrers/read-referred.ts");
const { referrerOfSecret } = await import("#lib/server/booking/referrers/referrer.ts");
const { secretOf } = await import("#lib/server/secrets.ts");

afterAll(() => db.$disconnect());

const here = await neuhof(db);
let people = 0;

/** Somebody who booked ten o’clock on a new morning of one lane, with a telephone of their own. */
async function first(given: Partial<BookingRequest> = {}) {
  const permanence = await morningAt(db, here, {});
  const phone = `+3361200${String((people += 1)).padStart(4, "0")}`;
  const booked = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at("10:00"), onBehalfOf: false, phone, ...given },
  );
  if (!booked.ok) throw new Error(booked.refusal);
  return { ...booked.value, phone };
}
const another = (secret: string, more: object = {}, key = crypto.randomUUID()) => bookAnother(secret, more, key);
const hoursOf = async (secret: string) =>
  (await readParty(secret))?.map(({ start }) => new Date(start + 3_600_000).toISOString().slice(11, 16));

test("one more person has the next free hour of that half-day, on the same contact", async () => {
  const { secret, permanence, phone } = await first({ prefersCall: true, language: "ar" });
  expect(await another(secret, { name: "Ali", topic: "impots", language: "ar" })).toMatchObject({ ok: true });
  const rows = await db.appointment.findMany({ where: { permanenceId: permanence }, orderBy: { startsAt: "asc" } });
  expect(rows).toMatchObject([
    { partyRank: 0, onBehalfOf: false },
    { partyRank: 1, onBehalfOf: true, topicKeys: ["impots"], language: "ar", startsAt: new Date(isoAt("10:30")) },
  ]);
  expect(new Set(rows.map(({ partyId }) => partyId))).toEqual(new Set([rows[0]?.id]));
  expect(await contactOf(db, rows[1]?.id ?? "")).toMatchObject({ name: "Ali", phone });
  expect(await db.appointmentContact.findFirst({ where: { appointmentId: rows[1]?.id ?? "" } })).toMatchObject({
    prefersCall: true,
  });
});

test("they stand one after the other, whichever of the links asks, and each lists all of them", async () => {
  const { secret } = await first();
  await another(secret);
  const [, second] = (await readParty(secret)) ?? [];
  await another(second?.secret ?? "");
  expect(await hoursOf(secret)).toEqual(["10:00", "10:30", "11:00"]);
  expect(await hoursOf(second?.secret ?? "")).toEqual(["10:00", "10:30", "11:00"]);
});

test("an appointment that stands alone is listed alone, and an unknown link lists nothing", async () => {
  expect(await hoursOf((await first()).secret)).toEqual(["10:00"]);
  expect(await readParty("A".repeat(43))).toBeUndefined();
});

test("the same form sent twice, also at once, books one person", async () => {
  const { secret } = await first();
  const key = crypto.randomUUID();
  await Promise.all([another(secret, {}, key), another(secret, {}, key)]);
  await another(secret, {}, key);
  expect(await hoursOf(secret)).toHaveLength(2);
});

test("five of one contact are the limit, as for whoever books one by one", async () => {
  const { secret } = await first({ start: at("09:00") });
  for (let turn = 2; turn <= 5; turn += 1) expect([turn, (await another(secret)).ok]).toEqual([turn, true]);
  expect(await another(secret)).toMatchObject({ refusal: "too-many-appointments" });
});

test("where no later hour is free, it is said, and nothing is booked", async () => {
  const { secret } = await first({ start: at("11:30") });
  expect(await another(secret)).toMatchObject({ refusal: "no-hour-left" });
  expect(await hoursOf(secret)).toEqual(["11:30"]);
});

test("one that was cancelled takes nobody along, and stays on the list as cancelled without its code", async () => {
  const { secret } = await first();
  await another(secret);
  await cancelAppointment(secret);
  expect(await another(secret)).toMatchObject({ refusal: "state-changed" });
  const [cancelled, standing] = (await readParty(secret)) ?? [];
  expect(cancelled).toMatchObject({ cancelled: true });
  expect(cancelled).not.toHaveProperty("code");
  expect(standing).toMatchObject({ cancelled: false, code: expect.stringMatching(/^[2-9A-Z]{6}$/u) });
});

test("whoever helps with their own contact is told of each of them", async () => {
  const { secret, permanence } = await first({ onBehalfOf: true, byHelper: true });
  await another(secret);
  const rows = await db.appointment.findMany({ where: { permanenceId: permanence } });
  expect(rows.map(({ byHelper }) => byHelper)).toEqual([true, true]);
});

describe("a structure that books for people", () => {
  /** A structure that works with a city of its own; its secret, and who coordinates there. */
  async function structure(more: { most?: number; phone?: string | null; email?: string | null } = {}) {
    const here = await neuhof(db);
    const coordinator = await staffAt(db, here, "coordinator");
    const typed = {
      organisation: here.organisation,
      name: "Maison des services",
      phone: "+33388000099",
      email: null,
      most: 30,
    };
    expect(await makeReferrer(coordinator, { ...typed, ...more })).toEqual({ ok: true, value: undefined });
    const list = await listReferrers(coordinator, here.organisation);
    const [made] = list.ok ? list.value : [];
    const secret = made?.address.split("/").at(-1) ?? "";
    const referrer = await referrerOfSecret(secret);
    if (!made || !referrer) throw new Error("It was not made.");
    return { here, coordinator, secret, id: made.id, referrer };
  }
  type Person = { readonly name?: string; readonly phone?: string };
  const six: readonly Person[] = Array.from({ length: 6 }, () => ({}));
  const book = (secret: string, permanence: string, people: readonly Person[], key = crypto.randomUUID()) =>
    bookPeople(secret, { permanence, topic: "caf", language: "ar", people }, key);
  const hoursAt = async (permanence: string) =>
    (await db.appointment.findMany({ where: { permanenceId: permanence }, orderBy: { startsAt: "asc" } })).map(
      ({ startsAt }) => new Date(startsAt.getTime() + 3_600_000).toISOString().slice(11, 16),
    );

  test("six people are booked in a row, and what may be known of each is the hour and whether it is cancelled", async () => {
    const { here, secret, referrer } = await structure();
    const permanence = await morningAt(db, here, {});
    expect(await book(secret, permanence, six)).toMatchObject({ ok: true, value: { booked: 6 } });
    expect(await hoursAt(permanence)).toEqual(["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]);
    const [one] = await readReferred(referrer);
    expect(Object.keys(one ?? {}).sort()).toEqual(["cancelled", "party", "place", "start", "timeZone"]);
  });

  test("whoever has a telephone is told themselves, in the language that was chosen; the others by the structure, which is not told what became of them", async () => {
    const { here, secret, referrer } = await structure();
    const permanence = await morningAt(db, here, {});
    const booked = await book(secret, permanence, [{ name: "Ada", phone: "+33612345678" }, { name: "Ali" }]);
    const rows = await db.appointment.findMany({ where: { permanenceId: permanence }, orderBy: { partyRank: "asc" } });
    expect(rows).toMatchObject([
      { origin: "referrer", onBehalfOf: true, byHelper: false, language: "ar" },
      { origin: "referrer", onBehalfOf: true, byHelper: true, language: null },
    ]);
    expect(await contactOf(db, rows[0]?.id ?? "")).toMatchObject({ name: "Ada", phone: "+33612345678" });
    expect(await contactOf(db, rows[1]?.id ?? "")).toMatchObject({ name: "Ali", phone: "+33388000099" });
    const sheet = await readSheet(referrer, booked.ok ? booked.value.party : "");
    expect(sheet.map(({ code }) => code === undefined)).toEqual([true, false]);
    await visitFor(db, permanence, rows[1]?.id ?? "");
    expect(await readAppointment(secretOf("appointment", rows[1]?.id ?? "", 1))).toMatchObject({ state: "booked" });
    expect((await readReferred(referrer)).map(({ cancelled }) => cancelled)).toEqual([false, false]);
  });

  test("a cancelled hour is said to be cancelled, on the list and on the sheet", async () => {
    const { here, secret, referrer } = await structure();
    const permanence = await morningAt(db, here, {});
    const booked = await book(secret, permanence, [{}, {}]);
    const [earliest] = await db.appointment.findMany({
      where: { permanenceId: permanence },
      orderBy: { startsAt: "asc" },
    });
    await cancelAppointment(secretOf("appointment", earliest?.id ?? "", 1));
    expect((await readReferred(referrer)).map(({ cancelled }) => cancelled)).toEqual([true, false]);
    const sheet = await readSheet(referrer, booked.ok ? booked.value.party : "");
    expect(sheet.map(({ cancelled, code }) => [cancelled, code === undefined])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test("the same form books once, also when it is sent twice at once", async () => {
    const { here, secret } = await structure();
    const permanence = await morningAt(db, here, { lanes: 2 });
    const key = crypto.randomUUID();
    await Promise.all([book(secret, permanence, six, key), book(secret, permanence, six, key)]);
    expect(await book(secret, permanence, six, key)).toMatchObject({ value: { party: key, booked: 6 } });
    expect(await hoursAt(permanence)).toHaveLength(6);
  });

  test("where the hours do not suffice, the first ones are booked and how many is said; where there is none, it is refused", async () => {
    const { here, secret } = await structure();
    const permanence = await morningAt(db, here, {});
    for (const hour of ["10:00", "11:30"])
      await bookAppointment({ kind: "anonymous" }, { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false });
    expect(await book(secret, permanence, six)).toMatchObject({ value: { booked: 4 } });
    expect(await book(secret, permanence, six)).toMatchObject({ ok: false, refusal: "no-hour-left" });
  });

  test("it may hold as many to come as it was given, more than five, and another structure’s do not count", async () => {
    const { here, secret } = await structure({ most: 7 });
    const one = await morningAt(db, here, {});
    const two = await morningAt(db, here, { day: "2026-11-30" });
    expect(await book(secret, one, six)).toMatchObject({ value: { booked: 6 } });
    expect(await book(secret, two, [{}, {}])).toMatchObject({ value: { booked: 1 } });
    expect(await book(secret, two, [{}])).toMatchObject({ refusal: "too-many-appointments" });
    const other = await structure();
    expect(await book(other.secret, await morningAt(db, other.here, {}), six)).toMatchObject({ value: { booked: 6 } });
  });

  test("two forms at once cannot pass the limit", async () => {
    const { here, secret } = await structure({ most: 6 });
    const one = await morningAt(db, here, {});
    const two = await morningAt(db, here, { day: "2026-11-30" });
    await Promise.all([book(secret, one, six), book(secret, two, six)]);
    expect((await hoursAt(one)).length + (await hoursAt(two)).length).toBe(6);
  });

  test("it books with its own organisation alone", async () => {
    const { secret } = await structure();
    const other = await structure();
    const elsewhere = await morningAt(db, other.here, {});
    expect(await book(secret, elsewhere, six)).toMatchObject({ ok: false, refusal: "too-many-appointments" });
    expect(await hoursAt(elsewhere)).toEqual([]);
  });

  test("the half-days to choose from say the hours that are free in a row", async () => {
    const { here, referrer } = await structure();
    const full = await morningAt(db, here, {});
    const free = await morningAt(db, here, { day: "2026-11-30" });
    await morningAt(db, here, { day: "2026-12-01", lanes: 0 });
    for (const hour of ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"])
      await bookAppointment(
        { kind: "anonymous" },
        { permanence: full, topics: ["caf"], start: at(hour), onBehalfOf: false },
      );
    const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });
    const found = await hoursToRefer(referrer, { place: slug, topic: "caf" });
    expect(found.map(({ permanence, starts }) => [permanence, starts.length])).toEqual([[free, 6]]);
    const other = await hautepierre(db, here);
    const elsewhere = await db.place.findUniqueOrThrow({ where: { id: other.place } });
    expect(await hoursToRefer(referrer, { place: elsewhere.slug, topic: "caf" })).toEqual([]);
  });

  test("revoked, its address opens nothing and books nothing, its contact is gone, and what it booked stays", async () => {
    const { here, coordinator, secret, id } = await structure();
    const permanence = await morningAt(db, here, {});
    await book(secret, permanence, [{}]);
    expect(await revokeReferrer(coordinator, id)).toEqual({ ok: true, value: undefined });
    expect(await revokeReferrer(coordinator, id)).toEqual({ ok: true, value: undefined });
    expect(await referrerOfSecret(secret)).toBeUndefined();
    expect(await book(secret, permanence, [{}])).toMatchObject({ refusal: "not-found" });
    expect(await db.referrer.findUniqueOrThrow({ where: { id } })).toMatchObject({ phone: null, email: null });
    expect(await hoursAt(permanence)).toEqual(["09:00"]);
    expect(await listReferrers(coordinator, here.organisation)).toEqual({ ok: true, value: [] });
  });

  test("who coordinates the organisation makes, counts and revokes them, nobody else; the journal notes it without a name", async () => {
    const { here, coordinator, secret, id } = await structure({ email: "asso@exemple.fr" });
    await book(secret, await morningAt(db, here, {}), [{}, {}]);
    expect(await listReferrers(coordinator, here.organisation)).toMatchObject({
      value: [{ name: "Maison des services", most: 30, toCome: 2, booked: 2, cancelled: 0 }],
    });
    const typed = { organisation: here.organisation, name: "X", phone: null, email: "x@exemple.fr", most: 5 };
    for (const actor of [await staffAt(db, here, "reception"), await staffAt(db, await neuhof(db), "coordinator")]) {
      expect(await makeReferrer(actor, typed)).toMatchObject({ refusal: "not-allowed" });
      expect(await listReferrers(actor, here.organisation)).toMatchObject({ refusal: "not-allowed" });
      expect(await revokeReferrer(actor, id)).toMatchObject({ refusal: "not-allowed" });
    }
    const key = crypto.randomUUID();
    for (let turn = 0; turn < 2; turn += 1) await makeReferrer(coordinator, typed, key);
    await revokeReferrer(coordinator, key);
    const acts = await db.journalEntry.findMany({
      where: { organisationId: here.organisation },
      orderBy: { at: "asc" },
    });
    expect(acts.map(({ act, data }) => [act, Object.keys(data as object).sort()])).toEqual([
      ["referrer-made", ["most", "referrer"]],
      ["referrer-made", ["most", "referrer"]],
      ["referrer-revoked", ["referrer"]],
    ]);
  });
});
