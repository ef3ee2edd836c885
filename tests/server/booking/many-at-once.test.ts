import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { at, hautepierre, morningAt, neuhof, NOW, staffAt, visitFor } from "./neuhof.ts";

const LIBRARY = "Médiathèque du Neuhof";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, SHARED_ADDRESSES: `${LIBRARY}=198.51.100.7` });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { bookWithinNetworkLimit } = await import("#lib/server/booking/book-within-network-limit.ts");
const { bookAnother } = await import("#lib/server/booking/in-a-row/book-another.ts");
const { readManyAtOnce, takeBack } = await import("#lib/server/booking/many-at-once.ts");

afterAll(() => db.$disconnect());
const { moveTo, waitFor } = movedClock(clock);
beforeEach(() => moveTo(at("08:00", "2026-11-20")));

const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"] as const;
const from = (address: string) => new Headers({ "x-peer-address": address });
const bookFrom = async (permanence: string, hour: string, address: string, contact = {}): Promise<string> => {
  const wish = { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, ...contact };
  const booked = await bookWithinNetworkLimit(from(address), () => bookAppointment({ kind: "anonymous" }, wish));
  return booked.ok ? booked.value.id : booked.refusal;
};
/** Books so many hours of a morning from one address, one after the other; their ids. */
async function robot(permanence: string, address: string, count: number, skip = 0): Promise<string[]> {
  const ids = [];
  for (let one = skip; one < skip + count; one += 1)
    ids.push(await bookFrom(permanence, HOURS[one % HOURS.length] ?? "", address));
  return ids;
}
const stateOf = async (id: string) => (await db.appointment.findUniqueOrThrow({ where: { id } })).state;

test("forty in an hour are listed by where they come from, the most first; those of one address are taken back, and nobody else’s", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 9 });
  const theirs = await robot(permanence, "192.0.2.1", 30);
  const others = await robot(permanence, "192.0.2.2", 9, 30);
  const coordinator = await staffAt(db, here, "coordinator");
  const read = () => readManyAtOnce(coordinator, here.organisation);
  expect(await read()).toBeUndefined();
  others.push(await bookFrom(permanence, "10:30", "192.0.2.2"));
  const told = await read();
  expect(told).toMatchObject({ most: 40, shared: [LIBRARY] });
  expect(told?.origins.map(({ appointments }) => appointments.length)).toEqual([30, 10]);
  expect(JSON.stringify(told)).not.toContain("192.0.2");

  const [proven = "", came = ""] = theirs;
  await db.appointment.update({ where: { id: proven }, data: { proven: "phone" } });
  await visitFor(db, permanence, came);
  const origin = told?.origins[0]?.origin ?? "";
  expect(await takeBack(coordinator, { organisation: here.organisation, origin })).toMatchObject({ ok: true });
  const states = await Promise.all([...theirs, ...others].map(stateOf));
  expect(states.filter((state) => state === "cancelled-by-service")).toHaveLength(28);
  expect([await stateOf(proven), await stateOf(came), await stateOf(others[0] ?? "")]).toEqual([
    "booked",
    "booked",
    "booked",
  ]);
  expect((await read())?.origins.map(({ appointments }) => appointments.length)).toEqual([10]);
  expect(await db.journalEntry.count({ where: { act: "appointment-cancelled", permanenceId: permanence } })).toBe(28);
  expect(await bookFrom(permanence, "09:30", "192.0.2.3")).toMatch(/-/u);
});

test("what a contact that is proven books, the team, or a shared address is not counted; « encore quelqu’un » is", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 9 });
  await robot(permanence, "192.0.2.1", 38);
  await bookFrom(permanence, "10:00", "198.51.100.7");
  const wish = { permanence, topics: ["caf"], start: at("10:30"), onBehalfOf: true };
  const phoned = await bookAppointment(await staffAt(db, here), { ...wish, phone: "+33612345678" });
  await db.appointment.update({ where: { id: phoned.ok ? phoned.value.id : "" }, data: { proven: "phone" } });
  await bookFrom(permanence, "10:30", "192.0.2.1", { phone: "+33612345678" });
  const coordinator = await staffAt(db, here, "coordinator");
  expect(await db.bookingOrigin.count({ where: { organisationId: here.organisation } })).toBe(38);
  const wanted = { permanence, topics: ["caf"], start: at("09:00"), onBehalfOf: false };
  const first = await bookWithinNetworkLimit(from("192.0.2.1"), () => bookAppointment({ kind: "anonymous" }, wanted));
  await bookWithinNetworkLimit(from("192.0.2.1"), () =>
    bookAnother(first.ok ? first.value.secret : "", {}, crypto.randomUUID()),
  );
  expect((await readManyAtOnce(coordinator, here.organisation))?.most).toBe(40);
});

test("another day it is another hash, and after 48 hours nothing is told", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 9 });
  await robot(permanence, "192.0.2.1", 40);
  const coordinator = await staffAt(db, here, "coordinator");
  waitFor(24 * 60);
  await bookFrom(permanence, "11:30", "192.0.2.1");
  const kept = await db.bookingOrigin.findMany({ where: { organisationId: here.organisation } });
  expect(new Set(kept.map(({ origin }) => origin)).size).toBe(2);
  waitFor(24 * 60 - 1);
  expect((await readManyAtOnce(coordinator, here.organisation))?.most).toBe(40);
  waitFor(1);
  expect(await readManyAtOnce(coordinator, here.organisation)).toBeUndefined();
});

test("whoever plans at other places alone reads nothing and takes nothing back", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 9 });
  const [first = ""] = await robot(permanence, "192.0.2.1", 40);
  const { place } = await hautepierre(db, here);
  const coordinator = await staffAt(db, here, "coordinator");
  const elsewhere = { ...coordinator, roles: coordinator.roles.map((role) => ({ ...role, places: [place] })) };
  expect(await readManyAtOnce(elsewhere, here.organisation)).toBeUndefined();
  const told = await readManyAtOnce(coordinator, here.organisation);
  const wanted = { organisation: here.organisation, origin: told?.origins[0]?.origin ?? "" };
  await takeBack(elsewhere, wanted);
  expect(await stateOf(first)).toBe("booked");
  expect(await takeBack(await staffAt(db, here), wanted)).toEqual({ ok: false, refusal: "not-found" });
});
