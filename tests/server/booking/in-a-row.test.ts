import type { BookingWish } from "#lib/booking/wish.ts";
import { contactOf } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, isoAt, morningAt, neuhof, NOW } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { bookAnother } = await import("#lib/server/booking/in-a-row/book-another.ts");
const { readParty } = await import("#lib/server/booking/in-a-row/read-party.ts");

afterAll(() => db.$disconnect());

const here = await neuhof(db);
let people = 0;

/** Somebody who booked ten o’clock on a new morning of one lane, with a telephone of their own. */
async function first(given: Partial<BookingWish> = {}) {
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
  expect(await another(secret, { name: "Ali", topic: "impots", language: "ar" })).toEqual({
    ok: true,
    value: undefined,
  });
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
