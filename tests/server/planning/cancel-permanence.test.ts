/** @zones */
import { instantOf } from "#lib/time/instant.ts";
import {
  at,
  type HalfDayOptions,
  hautepierre,
  morningAt,
  neuhof,
  NOW,
  staffAt,
  visitFor,
  WEEK_AFTER,
} from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { countersOf, setCounters } from "#tests/server/queue/counters.ts";
import { changesOf } from "#tests/server/queue/changes-of.ts";

const { db, transaction, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { readOtherHalfDays } = await import("#lib/server/booking/other-half-days.ts");

const refused = (refusal: string) => ({ ok: false, refusal });
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));

async function morning(given: HalfDayOptions = {}) {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 2, ...given });
  await transaction((tx) => writeVevent(tx, permanence), "service");
  const coordinator = await staffAt(db, here, "coordinator");
  const book = async (hour: string, phone?: string) => {
    const booked = await bookAppointment(
      { kind: "anonymous" },
      {
        permanence,
        topics: ["caf"],
        start: at(hour),
        onBehalfOf: false,
        name: "Fatima",
        ...(phone !== undefined && { phone }),
      },
    );
    if (!booked.ok) throw new Error(booked.refusal);
    return booked.value;
  };
  const cancel = (reason = "Travaux dans la salle") =>
    cancelPermanence(coordinator, { permanence, preview: false, reason });
  const preview = () => cancelPermanence(coordinator, { permanence, preview: true });
  const row = () => db.permanence.findUniqueOrThrow({ where: { id: permanence } });
  return { here, permanence, coordinator, book, cancel, preview, row };
}

/** Somebody without an appointment who waits. */
async function walkIn(permanenceId: string, state: "waiting" | "absent" = "waiting") {
  const number = (await db.visit.count({ where: { permanenceId } })) + 1;
  await db.permanence.update({ where: { id: permanenceId }, data: { numbers: "given" } });
  await setCounters(db, permanenceId, { nextNumber: number + 1 });
  return db.visit.create({
    data: {
      permanenceId,
      number,
      joinedAt: new Date(at("09:01")),
      state,
      ...(state === "absent" && { missedAtCall: 0, missedCalls: 1 }),
    },
  });
}

beforeEach(() => setTime(instantOf(NOW)));
afterAll(() => db.$disconnect());

test("it cancels the appointments by service, ends whoever waits as unserved by events of the line, and keeps the reason", async () => {
  const { permanence, book, cancel, row } = await morning();
  const coming = await book("10:00");
  const here = await book("09:30");
  const visit = await visitFor(db, permanence, here.id);
  const waiting = await walkIn(permanence);
  const absent = await walkIn(permanence, "absent");
  setTime(at("09:10"));
  expect(await cancel()).toMatchObject({ ok: true, value: { appointments: 2, waiting: 3 } });
  for (const { secret } of [coming, here])
    expect(await readAppointment(secret)).toMatchObject({ state: "cancelled-by-service" });
  expect(
    await db.visit.findMany({ where: { id: { in: [visit, waiting.id, absent.id] } }, select: { state: true } }),
  ).toEqual(Array(3).fill({ state: "unserved" }));
  const events = await db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-unserved" } });
  expect(events.map(({ visitId }) => visitId).sort()).toEqual([visit, waiting.id, absent.id].sort());
  expect(events.every(({ data }) => (data as { choice?: string }).choice === "another-date")).toBe(true);
  expect(await row()).toMatchObject({ status: "cancelled", cancelReason: "Travaux dans la salle" });
});

test("somebody who is paused had been helped: they are not unserved, and their appointment was kept", async () => {
  const { permanence, book, cancel, preview } = await morning();
  const booked = await book("09:30");
  const visit = await visitFor(db, permanence, booked.id);
  const times = { calledAt: new Date(at("09:30")), startedAt: new Date(at("09:31")) };
  await db.visit.update({ where: { id: visit }, data: { state: "paused", pausedFor: "errand", desk: 1, ...times } });
  setTime(at("09:40"));
  expect(await preview()).toMatchObject({ ok: true, value: { appointments: 0, waiting: 0 } });
  expect(await cancel()).toMatchObject({ ok: true, value: { appointments: 0, waiting: 0 } });
  expect(await db.visit.findUniqueOrThrow({ where: { id: visit } })).toMatchObject({ state: "done" });
  expect(await readAppointment(booked.secret)).toMatchObject({ state: "attended" });
});

test("the journal says who cancelled it, once, and not why", async () => {
  const { here, permanence, coordinator, book, cancel, preview } = await morning();
  await book("10:00");
  await preview();
  expect(await db.journalEntry.count({ where: { permanenceId: permanence } })).toBe(0);
  await cancel();
  await cancel();
  expect(await db.journalEntry.findMany({ where: { permanenceId: permanence } })).toMatchObject([
    {
      organisationId: here.organisation,
      placeId: here.place,
      actor: `staff:${coordinator.user}`,
      act: "half-day-cancelled",
      data: { appointments: 1, waiting: 0 },
    },
  ]);
});

test("its conseillers may be planned elsewhere at the same hours, and what was planned stays", async () => {
  const { here, permanence, coordinator, cancel } = await morning();
  const elsewhere = await morningAt(db, await hautepierre(db, here), {});
  const plan = (permanenceId: string) =>
    db.assignment.create({
      data: {
        permanenceId,
        organisationId: here.organisation,
        conseillerId: coordinator.user,
        desk: 1,
        startsAt: new Date(at("09:00")),
        endsAt: new Date(at("12:00")),
      },
    });
  await plan(permanence);
  await expect(plan(elsewhere)).rejects.toThrow(/assignment_no_overlap/);
  await cancel();
  await plan(elsewhere);
  expect(await db.assignment.count({ where: { permanenceId: permanence } })).toBe(1);
});

test("its calendar text says that it is cancelled, SEQUENCE grows by one, its followers are notified", async () => {
  const { permanence, cancel, row } = await morning();
  const before = await row();
  const { version } = await countersOf(db, permanence);
  expect((await changesOf(cancel)).map((change) => change.permanence)).toEqual([permanence]);
  const after = await row();
  expect([before.vevent, after.vevent].map((text) => /^STATUS:(.*)\r$/m.exec(text ?? "")?.[1])).toEqual([
    "CONFIRMED",
    "CANCELLED",
  ]);
  expect(after.sequence).toBe(before.sequence + 1);
  expect((await countersOf(db, permanence)).version).toBeGreaterThan(version);
});

test("the appointment of whoever was helped already, or did not come, is not cancelled", async () => {
  const { permanence, book, cancel } = await morning();
  const helped = await book("09:00");
  const missed = await book("09:30");
  const coming = await book("11:00");
  await visitFor(db, permanence, helped.id, "done");
  setTime(at("10:30"));
  expect(await cancel()).toMatchObject({ value: { appointments: 1, waiting: 0 } });
  const states = await Promise.all([helped, missed, coming].map(({ secret }) => readAppointment(secret)));
  expect(states.map((held) => held?.state)).toEqual(["attended", "awaiting-outcome", "cancelled-by-service"]);
  for (const held of states) for (const sentence of ["late", "closedBefore"]) expect(held).not.toHaveProperty(sentence);
});

test("cancelled again it answers what it did, and the first reason stays", async () => {
  const { permanence, book, cancel, preview, row } = await morning();
  await book("09:30");
  await walkIn(permanence);
  const first = await cancel();
  const after = await row();
  expect(await cancel("Autre chose")).toEqual(first);
  expect(await preview()).toMatchObject({ value: { appointments: 1, waiting: 1 } });
  expect(await row()).toEqual(after);
});

test("while somebody is called or being helped nothing is cancelled: they finish first", async () => {
  for (const state of ["called", "serving"] as const) {
    const { permanence, book, cancel, preview, row } = await morning();
    const { id, secret } = await book("09:00");
    await visitFor(db, permanence, id, state);
    await walkIn(permanence);
    setTime(at("09:10"));
    expect(await cancel()).toEqual(refused("desk-busy"));
    expect(await preview()).toMatchObject({ value: { beingHelped: 1, waiting: 1 } });
    expect(await row()).toMatchObject({ status: "scheduled", cancelReason: null });
    expect(await readAppointment(secret)).toMatchObject({ state: "checked-in" });
    setTime(instantOf(NOW));
  }
});

test("a half-day that is over or closed is not cancelled", async () => {
  const over = await morning();
  const closed = await morning();
  await db.permanence.update({
    where: { id: closed.permanence },
    data: { status: "closed", outcome: "held", closedAt: new Date(NOW) },
  });
  expect(await closed.cancel()).toEqual(refused("permanence-closed"));
  setTime(at("12:00"));
  expect(await over.cancel()).toEqual(refused("permanence-closed"));
});

test("the same place comes first among the others, then those of the same organisation; a walk-in half-day is one too", async () => {
  const { here, permanence } = await morning();
  const there = await hautepierre(db, here);
  await morningAt(db, there, { day: "2026-11-24" });
  await morningAt(db, await neuhof(db), { day: "2026-11-24" });
  await morningAt(db, here, { day: WEEK_AFTER, windows: [{ from: 0, to: 180, mode: "walk-in" }], lanes: 0 });
  await morningAt(db, here, { day: "2026-12-07", lanes: 1 });
  await morningAt(db, there, { day: "2026-11-25" });
  const others = await readOtherHalfDays(permanence);
  expect(others.map(({ place, access, free }) => [place.name, access, free > 0])).toEqual([
    ["Mairie de quartier de Hautepierre", "mixed", true],
    ["Mairie de quartier du Neuhof", "walk-in", false],
    ["Mairie de quartier du Neuhof", "mixed", true],
  ]);
});

test("whoever books, moves there or moves away while it is cancelled has no appointment in it", async () => {
  for (let round = 0; round < 6; round += 1) {
    const { here, permanence, book, cancel } = await morning();
    const other = await morningAt(db, here, { day: WEEK_AFTER });
    const away = await book("09:30");
    const stays = await book("10:00");
    const [, moved, late] = await Promise.all([
      cancel(),
      moveAppointment(away.secret, { permanence: other, start: at("09:30", WEEK_AFTER) }),
      bookAppointment({ kind: "anonymous" }, { permanence, topics: ["caf"], start: at("11:00"), onBehalfOf: false }),
    ]);
    expect(await db.appointment.count({ where: { permanenceId: permanence, state: "booked" } })).toBe(0);
    expect(await readAppointment(stays.secret)).toMatchObject({ state: "cancelled-by-service" });
    expect(await readAppointment(away.secret)).toMatchObject(
      moved.ok ? { permanence: other, state: "booked" } : { permanence, state: "cancelled-by-service" },
    );
    if (late.ok) expect(await readAppointment(late.value.secret)).toMatchObject({ state: "cancelled-by-service" });
    else expect(late.refusal).toBe("permanence-closed");
  }
});
