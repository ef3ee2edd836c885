import { accept } from "#lib/result.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { setCounters } from "#tests/server/queue/counters.ts";
import { at, hautepierre, isoAt, MONDAY, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const slots = await import("#app/api/v1/permanences/[id]/slots/route.ts");
const appointments = await import("#app/api/v1/permanences/[id]/appointments/route.ts");
const { isOfLine, onLineVerdict } = await import("#lib/server/booking/too-many-wait.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { bookAnother } = await import("#lib/server/booking/in-a-row/book-another.ts");
const { bookPeople } = await import("#lib/server/booking/referrers/book-people.ts");
const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
const { firstFreeHour } = await import("#lib/server/booking/first-free-hour.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { hoursToRefer } = await import("#lib/server/booking/referrers/read-referred.ts");
const { secretOf } = await import("#lib/server/secrets.ts");
const { readAlternatives } = await import("#lib/server/booking/read-alternatives.ts");
const { readAvailability } = await import("#lib/server/booking/read-availability.ts");
const { readFirstHours } = await import("#lib/server/booking/reception/first-hours.ts");
const { readMove } = await import("#lib/server/booking/read-move.ts");
const { readOtherHalfDays } = await import("#lib/server/booking/other-half-days.ts");
const { readPermanence } = await import("#lib/server/schedule/read-permanence.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");
const { readTopics } = await import("#lib/server/schedule/read-topics.ts");

const anybody = { kind: "anonymous" } as const;
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const wish = (permanence: string, hour: string, day = MONDAY) => ({
  permanence,
  topics: ["caf"],
  start: at(hour, day),
  onBehalfOf: false,
});

afterAll(() => db.$disconnect());

/** Opens the morning, with one desk at work, at ten. */
async function open(permanence: string): Promise<void> {
  const data = { status: "open", openedAt: new Date(at("09:00")), numbers: "given" } as const;
  await db.permanence.update({ where: { id: permanence }, data });
  const since = new Date(at("09:00"));
  await db.desk.create({ data: { permanenceId: permanence, number: 1, state: "present", since } });
}

/** Thirty people wait there: far more than are helped by noon. */
async function fill(permanence: string): Promise<void> {
  await db.visit.createMany({
    data: Array.from({ length: 30 }, (_, index) => ({
      permanenceId: permanence,
      number: index + 1,
      joinedAt: new Date(at("09:30")),
      state: "waiting",
    })),
  });
  await setCounters(db, permanence, { nextNumber: 31, version: 31 });
}

/** All of them leave. */
async function empty(permanence: string): Promise<void> {
  await db.visit.updateMany({
    where: { permanenceId: permanence },
    data: { state: "left", leftWhy: "staff", endedAt: new Date(clock.now()) },
  });
  await setCounters(db, permanence, { nextNumber: 31, version: 61 });
}

/** A morning at ten where thirty people wait, and the same morning a week later. */
async function fullMorning() {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  const later = await morningAt(db, here, { day: WEEK_AFTER });
  setTime(at("10:00"));
  await open(permanence);
  await fill(permanence);
  const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });
  return { here, permanence, later, slug };
}

const availabilityOf = async (permanence: string) => {
  const held = await readPermanence(permanence);
  if (!held) throw new Error("No such half-day.");
  return readAvailability(held, await readTopics({ permanence }));
};

test("no page and no list offers an hour of a half-day where too many people wait; they are back once the line is short", async () => {
  const { here, permanence, later, slug } = await fullMorning();
  const read = async () => ({
    slots: await readSlots(permanence, ["caf"]),
    page: await availabilityOf(permanence),
    soonest: (await findSoonest("caf", { place: slug })).hours[0]?.permanence,
    first: (await firstFreeHour({ topic: "caf", organisation: here.organisation }))?.permanence,
    instead: (await readAlternatives(permanence, { topics: ["caf"], start: at("11:00") })).hours[0]?.permanence,
  });
  expect(await read()).toMatchObject({
    slots: { ok: true, value: { slots: [], left: "withheld" } },
    page: "withheld",
    soonest: later,
    first: later,
    instead: later,
  });
  await empty(permanence);
  expect(await read()).toMatchObject({
    slots: { ok: true, value: { slots: expect.arrayContaining([expect.anything()]), left: "hours" } },
    page: "hours",
    soonest: permanence,
    first: permanence,
    instead: permanence,
  });
});

test("whoever asks for such an hour all the same is refused, by booking, moving and for one more person", async () => {
  const { permanence, later } = await fullMorning();
  const tooMany = { ok: false, refusal: "too-many-wait" };
  expect(await bookAppointment(anybody, wish(permanence, "11:00"))).toEqual(tooMany);
  const booked = await bookAppointment(anybody, wish(later, "09:00", WEEK_AFTER));
  const secret = booked.ok ? booked.value.secret : "";
  expect(await moveAppointment(secret, { permanence, start: at("11:00") })).toEqual(tooMany);
  expect((await readMove(secret, permanence))?.chosen?.slots).toEqual([]);
  await empty(permanence);
  expect(await moveAppointment(secret, { permanence, start: at("11:00") })).toMatchObject({ ok: true });
  await db.visit.updateMany({
    where: { permanenceId: permanence },
    data: { state: "waiting", leftWhy: null, endedAt: null },
  });
  await setCounters(db, permanence, { nextNumber: 31, version: 91 });
  expect(await bookAnother(secret, {}, crypto.randomUUID())).toEqual(tooMany);
});

test("the line that counts is that of the moment of the booking, not the one that a page showed", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  setTime(at("10:00"));
  await open(permanence);
  expect(await availabilityOf(permanence)).toBe("hours");
  await fill(permanence);
  expect(await bookAppointment(anybody, wish(permanence, "11:00"))).toEqual({ ok: false, refusal: "too-many-wait" });
});

test("a line that changes between its estimate and the lock is estimated again, some times; then the latest counts", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here);
  setTime(at("10:00"));
  await open(permanence);
  let asked = 0;
  const verdict = (before: () => Promise<void>) =>
    onLineVerdict<boolean, never>(async (line) => {
      asked += 1;
      if (line) await before();
      if (line && (await isOfLine(db, permanence, line))) return accept(line.tooManyWait);
      return accept({ lineToAsk: permanence, end: at("12:00") });
    });
  expect(await verdict(async () => (asked === 2 ? fill(permanence) : undefined))).toEqual(accept(true));
  expect(asked).toBe(3);
  asked = 0;
  expect(await verdict(() => setCounters(db, permanence, { version: 100 + asked }))).toEqual(accept(true));
  expect(asked).toBe(5);
});

test("a program reads no such hour, and is answered with other hours when it asks for one", async () => {
  const { permanence, later } = await fullMorning();
  const address = `https://permanences.example/api/v1/permanences/${permanence}`;
  const context = { params: Promise.resolve({ id: permanence }) };
  const read = await slots.GET(new Request(`${address}/slots?topic=caf`), context);
  expect(await read.json()).toEqual({ slots: [] });
  const asked = await appointments.POST(
    new Request(`${address}/appointments`, {
      method: "POST",
      headers: { "content-type": "application/json", host: "permanences.example" },
      body: JSON.stringify({ topic: "caf", startsAt: isoAt("11:00") }),
    }),
    context,
  );
  expect(asked.status).toBe(409);
  const first = { permanence: later, startsAt: isoAt("09:00", WEEK_AFTER) };
  expect(await asked.json()).toMatchObject({
    code: "too-many-wait",
    alternatives: [first, expect.anything(), expect.anything()],
  });
});

test("the team and a structure that refers people are told, and may give such an hour", async () => {
  const { here, permanence, slug } = await fullMorning();
  const team = await staffAt(db, here);
  const { hours } = await readFirstHours(team, here.organisation, ["caf"]);
  expect(hours.map(({ tooManyWait }) => tooManyWait)).toEqual([true, undefined]);
  expect(await bookAppointment(team, wish(permanence, "11:00"))).toMatchObject({ ok: true });
  const id = crypto.randomUUID();
  const createdAt = new Date(clock.now());
  await db.referrer.create({
    data: { id, organisationId: here.organisation, name: "PMI", phone: "+33388000003", most: 30, createdAt },
  });
  const told = await hoursToRefer({ id, organisation: here.organisation, name: "PMI" }, { place: slug, topic: "caf" });
  expect(told.map(({ tooManyWait }) => tooManyWait)).toEqual([true, false]);
  const asked = { permanence, topic: "caf", people: [{}], language: "fr" } as const;
  expect(await bookPeople(secretOf("referrer", id, 1), asked, crypto.randomUUID())).toMatchObject({ ok: true });
});

test("nobody is sent there whose own half-day is cancelled", async () => {
  const { here, permanence, later } = await fullMorning();
  const elsewhere = await morningAt(db, await hautepierre(db, here));
  expect((await readOtherHalfDays(elsewhere)).map((other) => other.permanence)).toEqual([later]);
  await empty(permanence);
  expect((await readOtherHalfDays(elsewhere)).map((other) => other.permanence)).toEqual([permanence, later]);
});

test("ten half-days that are open cost as many queries as one", async () => {
  const { here, slug } = await fullMorning();
  const search = () => findSoonest("caf", { place: slug });
  const one = await statementsOf(search);
  for (let more = 0; more < 9; more += 1) {
    const another = await morningAt(db, here);
    await open(another);
    await fill(another);
  }
  clock.move(clock.offset() + 120_000);
  expect((await statementsOf(search)).length).toBeLessThanOrEqual(one.length);
});
