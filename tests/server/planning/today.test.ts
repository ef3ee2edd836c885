import { randomUUID } from "node:crypto";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { instantOf } from "#lib/time/instant.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { planned } from "./assignments/planned.ts";

// A Friday morning.
const NOW = "2027-03-05T08:00:00+01:00";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { readWhatToDo } = await import("#lib/server/planning/today/read-what-to-do.ts");
const { firstPageOf } = await import("#lib/server/planning/today/first-page.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");
const { liftClosure } = await import("#lib/server/planning/closures/lift-closure.ts");
const { giveHalfDayBack } = await import("#lib/server/planning/closures/give-half-day-back.ts");

const on = (day: string) => instantOf(`2027-${day.replace(" ", "T")}:00+01:00`);
const setTime = (at: number) => clock.move(at - (clock.now() - clock.offset()));
beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

/** An organisation without half-days whose coordinator reads what is to be done. */
async function anOrganisation() {
  const here = await planned(db);
  const organisation = here.organisation.id;
  await db.permanence.delete({ where: { id: here.permanence } });
  const reads = async (actor: StaffActor = here.coordinator) => {
    const read = await readWhatToDo(actor, organisation);
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  const books = async (permanenceId: string, count: number) => {
    const { startsAt, placeId } = await db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
    for (let index = 0; index < count; index += 1)
      await db.appointment.create({
        data: {
          permanenceId,
          organisationId: organisation,
          placeId,
          startsAt: new Date(startsAt.getTime() + index * 1_800_000),
          endsAt: new Date(startsAt.getTime() + (index + 1) * 1_800_000),
          lane: 1,
          topicKeys: ["impots"],
          bookedAt: new Date(NOW),
          createdAt: new Date(NOW),
        },
      });
  };
  const cancels = (permanence: string) =>
    cancelPermanence(here.coordinator, { permanence, preview: false, reason: "Travaux" });
  const closes = async (place: string, days: object) => {
    const body = closureBody.parse({ place, sentence: "Fuite d’eau", ...days });
    const saved = await saveClosure(here.coordinator, { organisation, body, preview: false });
    if (!saved.ok) throw new Error(saved.refusal);
    return saved.value.closure!;
  };
  const lifts = (closure: string) => liftClosure(here.coordinator, { organisation, closure, preview: false });
  const narrowed: StaffActor = {
    ...here.coordinator,
    roles: [{ organisation, role: "coordinator", places: [here.meinau.id] }],
  };
  return { ...here, id: organisation, reads, books, cancels, closes, lifts, narrowed };
}

test("with nothing to do every list is empty", async () => {
  const { reads } = await anOrganisation();
  const none = { shown: [], count: 0 };
  expect(await reads()).toEqual({
    today: "2027-03-05",
    short: none,
    toCall: { ...none, people: 0 },
    shut: none,
    cancelled: none,
    toRestore: none,
    posters: 0,
  });
});

test("half-days that are short are those of today and the seven days after, today's first, also across a Sunday", async () => {
  const { reads, halfDay, neuhof, meinau, person, coordinator } = await anOrganisation();
  const nextFriday = await halfDay(meinau, on("03-12 09:00"));
  const monday = await halfDay(neuhof, on("03-08 09:00"));
  const today = await halfDay(neuhof, on("03-05 14:00"));
  await halfDay(neuhof, on("03-13 09:00"));
  await halfDay(neuhof, on("03-04 09:00"));
  const staffed = await halfDay(neuhof, on("03-09 09:00"));
  expect((await assign(coordinator, { permanence: staffed.id, account: await person("Awa") })).ok).toBe(true);
  const { short } = await reads();
  expect(short.shown.map(({ id }) => id)).toEqual([today.id, monday.id, nextFriday.id]);
});

test("people to be told are counted by list, of half-days however far ahead, until the day is over", async () => {
  const { reads, halfDay, neuhof, meinau, books, cancels } = await anOrganisation();
  const today = await halfDay(neuhof, on("03-05 09:00"));
  const summer = await halfDay(meinau, on("03-30 09:00"));
  const held = await halfDay(neuhof, on("03-09 09:00"));
  await books(today.id, 2);
  await books(summer.id, 3);
  await books(held.id, 1);
  await cancels(today.id);
  await cancels(summer.id);
  const lists = async () => (await reads()).toCall;
  expect(await lists()).toMatchObject({ count: 2, people: 5 });
  expect((await lists()).shown.map(({ permanence, people }) => [permanence, people])).toEqual([
    [today.id, 2],
    [summer.id, 3],
  ]);
  setTime(on("03-05 23:50"));
  expect(await lists()).toMatchObject({ count: 2 });
  setTime(on("03-06 00:10"));
  expect((await lists()).shown.map(({ permanence }) => permanence)).toEqual([summer.id]);
});

test("somebody to whom another hour is offered stands on the list of a half-day that is held", async () => {
  const { reads, halfDay, neuhof, books, id } = await anOrganisation();
  const held = await halfDay(neuhof, on("03-09 09:00"));
  const other = await halfDay(neuhof, on("03-10 09:00"));
  await books(held.id, 1);
  const booked = await db.appointment.findFirstOrThrow({ where: { permanenceId: held.id } });
  const hold = await db.appointment.create({
    data: {
      permanenceId: other.id,
      organisationId: id,
      placeId: neuhof.id,
      startsAt: new Date(on("03-10 09:00")),
      endsAt: new Date(on("03-10 09:30")),
      lane: 1,
      state: "held",
      heldUntil: new Date(on("03-08 18:00")),
      topicKeys: ["impots"],
      bookedAt: new Date(NOW),
      createdAt: new Date(NOW),
    },
  });
  await db.appointmentOffer.create({
    data: {
      appointmentId: booked.id,
      permanenceId: other.id,
      organisationId: id,
      startsAt: hold.startsAt,
      endsAt: hold.endsAt,
      holdId: hold.id,
      until: new Date(on("03-08 18:00")),
      createdAt: new Date(NOW),
    },
  });
  expect((await reads()).toCall.shown).toMatchObject([{ permanence: held.id, people: 1 }]);
});

test("whoever was booked after the line was closed, and did not come, stands on the list", async () => {
  const { reads, halfDay, neuhof, books } = await anOrganisation();
  const early = await halfDay(neuhof, on("03-05 09:00"));
  await books(early.id, 3);
  await db.permanence.update({
    where: { id: early.id },
    data: { status: "closed", closedAt: new Date(on("03-05 10:00")), outcome: "held" },
  });
  setTime(on("03-05 10:05"));
  // Their hours are 9:00, 9:30 and 10:00.
  expect((await reads()).toCall.shown).toMatchObject([{ permanence: early.id, people: 1 }]);
});

test("places that are closed now, or from one of these days on, and closures that await a decision are listed; one that begins later is not", async () => {
  const { reads, closes, neuhof, meinau } = await anOrganisation();
  const now = await closes(neuhof.id, { from: "2027-03-05", until: "2027-03-06" });
  await closes(neuhof.id, { from: "2027-03-20", until: "2027-03-21" });
  const toDecide = await closes(meinau.id, { from: "2027-03-07", decideOn: "2027-03-10" });
  expect((await reads()).shut.shown.map(({ id, toDecide: near }) => [id, near])).toEqual([
    [toDecide, true],
    [now, false],
  ]);
});

test("a place that closes within the seven days is listed before it begins, also when its decision is further ahead", async () => {
  const { reads, closes, neuhof, meinau, place } = await anOrganisation();
  const last = await closes(neuhof.id, { from: "2027-03-12", until: "2027-03-14" });
  const unknown = await closes(meinau.id, { from: "2027-03-08", decideOn: "2027-03-22" });
  await closes((await place("Annexe")).id, { from: "2027-03-13", until: "2027-03-14" });
  expect((await reads()).shut.shown.map(({ id, begun, toDecide }) => [id, begun, toDecide])).toEqual([
    [unknown, false, false],
    [last, false, false],
  ]);
});

test("half-days of these eight days that are cancelled are listed with the sentence that residents read, whoever cancelled them", async () => {
  const { reads, halfDay, neuhof, meinau, cancels, closes } = await anOrganisation();
  const nextFriday = await halfDay(neuhof, on("03-12 09:00"));
  const today = await halfDay(neuhof, on("03-05 14:00"));
  const later = await halfDay(neuhof, on("03-13 09:00"));
  const closed = await halfDay(meinau, on("03-09 09:00"));
  for (const { id } of [nextFriday, today, later]) await cancels(id);
  await closes(meinau.id, { from: "2027-03-09", until: "2027-03-09" });
  await halfDay(neuhof, on("03-10 09:00"));
  const { cancelled } = await reads();
  expect(cancelled.count).toBe(3);
  expect(cancelled.shown.map(({ id, place, why }) => [id, place.name, why])).toEqual([
    [today.id, "Neuhof", "Travaux"],
    [closed.id, "Meinau", "Fuite d’eau"],
    [nextFriday.id, "Neuhof", "Travaux"],
  ]);
});

test("half-days that stay cancelled after a reopening are counted until each is given back", async () => {
  const { reads, closes, lifts, halfDay, neuhof, coordinator, books } = await anOrganisation();
  const monday = await halfDay(neuhof, on("03-08 09:00"));
  const tuesday = await halfDay(neuhof, on("03-09 09:00"));
  await books(monday.id, 2);
  const closure = await closes(neuhof.id, { from: "2027-03-08", until: "2027-03-12" });
  expect((await reads()).toRestore.count).toBe(0);
  await lifts(closure);
  expect((await reads()).toRestore.shown).toEqual([{ closure, place: "Neuhof", halfDays: 2 }]);
  await giveHalfDayBack(coordinator, monday.id);
  const given = await reads();
  expect(given.toRestore.shown).toMatchObject([{ halfDays: 1 }]);
  // Its appointments stay cancelled: they are still to be called.
  expect(given.toCall.shown).toMatchObject([{ permanence: monday.id, people: 2 }]);
  await giveHalfDayBack(coordinator, tuesday.id);
  expect((await reads()).toRestore.count).toBe(0);
});

test("nothing of another organisation, or of another place than theirs, is read", async () => {
  const mine = await anOrganisation();
  const theirs = await anOrganisation();
  for (const one of [mine, theirs])
    for (const at of [one.neuhof, one.meinau]) {
      const cancelled = await one.halfDay(at, on("03-10 09:00"));
      await one.books(cancelled.id, 1);
      await one.cancels(cancelled.id);
      await one.halfDay(at, on("03-11 09:00"));
      const closure = await one.closes(at.id, { from: "2027-03-09", until: "2027-03-09" });
      await one.lifts(closure);
    }
  const counts = async (actor?: StaffActor) => {
    const { short, toCall, cancelled } = await mine.reads(actor);
    return [short.count, toCall.count, toCall.people, cancelled.count];
  };
  expect(await counts()).toEqual([2, 2, 2, 2]);
  expect(await counts(mine.narrowed)).toEqual([1, 1, 1, 1]);
  expect(await readWhatToDo(theirs.coordinator, mine.id)).toMatchObject({ refusal: "not-allowed" });
});

test("it takes as many statements with ten places as with two", async () => {
  const { reads, halfDay, place, neuhof, books, cancels, closes, lifts } = await anOrganisation();
  const first = await halfDay(neuhof, on("03-09 09:00"));
  await books(first.id, 1);
  await cancels(first.id);
  await halfDay(neuhof, on("03-10 09:00"));
  await lifts(await closes(neuhof.id, { from: "2027-03-10", until: "2027-03-10" }));
  const few = await statementsOf(() => reads());
  for (let index = 0; index < 8; index += 1) {
    const at = await place(`Lieu ${index}`);
    const cancelled = await halfDay(at, on("03-09 09:00"));
    await books(cancelled.id, 1);
    await cancels(cancelled.id);
    await halfDay(at, on("03-10 09:00"));
    await lifts(await closes(at.id, { from: "2027-03-10", until: "2027-03-10" }));
    await closes(at.id, { from: "2027-03-05", until: "2027-03-06" });
  }
  expect(await statementsOf(() => reads())).toHaveLength(few.length);
  const { toCall, toRestore, shut } = await reads();
  expect([toCall.shown.length, toCall.count, toRestore.count, shut.count]).toEqual([6, 9, 9, 8]);
});

describe("after signing in", () => {
  test("who coordinates and is not planned that day opens what is to be done; planned that day, their half-days", async () => {
    const { coordinator, halfDay, neuhof, id } = await anOrganisation();
    await db.membership.create({ data: { userId: coordinator.user, organisationId: id, role: "coordinator" } });
    const tomorrow = await halfDay(neuhof, on("03-06 09:00"));
    expect((await assign(coordinator, { permanence: tomorrow.id, account: coordinator.user })).ok).toBe(true);
    expect(await firstPageOf(coordinator)).toBe("/coordination");
    setTime(on("03-06 07:00"));
    expect(await firstPageOf(coordinator)).toBe("/conseiller");
    setTime(on("03-06 13:00"));
    expect(await firstPageOf(coordinator)).toBe("/conseiller");
    setTime(on("03-07 00:10"));
    expect(await firstPageOf(coordinator)).toBe("/coordination");
  });

  test("a conseiller opens their half-days, a partner the calendars", async () => {
    const { coordinator, id } = await anOrganisation();
    const as = (role: "conseiller" | "partner" | "administrator"): StaffActor => ({
      ...coordinator,
      user: randomUUID(),
      roles: [{ organisation: id, role, places: "all" }],
    });
    expect(await firstPageOf(as("conseiller"))).toBe("/conseiller");
    expect(await firstPageOf(as("partner"))).toBe("/agenda");
    const both = [...as("conseiller").roles, ...coordinator.roles];
    expect(await firstPageOf({ ...coordinator, user: randomUUID(), roles: both })).toBe("/coordination");
  });
});
