/** @zones */
import { instantOf } from "#lib/time/instant.ts";
import { at, type HalfDayOptions, MONDAY, morningAt, neuhof, NOW, staffAt } from "#tests/server/booking/neuhof.ts";
import { halfDayBody } from "#lib/wire/schedule/series.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { readAlternatives } = await import("#lib/server/booking/read-alternatives.ts");
const { changeHalfDay } = await import("#lib/server/planning/series/change-half-day.ts");

const refused = (refusal: string) => ({ ok: false, refusal });

async function morning(given: HalfDayOptions = {}) {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, given);
  const coordinator = await staffAt(db, here, "coordinator");
  const book = async (hour: string, contact: { phone?: string } = {}, minutesAgo = 0) => {
    const booked = await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, ...contact },
    );
    if (!booked.ok) throw new Error(booked.refusal);
    await db.appointment.update({
      where: { id: booked.value.id },
      data: { bookedAt: new Date(instantOf(NOW) - minutesAgo * 60_000) },
    });
    return booked.value;
  };
  /** The coordinator saves the half-day with so many bookable desks, or looks at what that would do. */
  const lanes = (bookableDesks: number, preview = false) => {
    const hours = { from: "09:00", to: "12:00", windows: [{ from: "09:00", to: "12:00", mode: "mixed" }] };
    const halfDay = {
      place: here.place,
      date: MONDAY,
      ...hours,
      desks: Math.max(2, given.lanes ?? 2),
      bookableDesks,
    };
    const asked = { organisation: here.organisation, permanence, halfDay: halfDayBody.parse(halfDay), preview };
    return changeHalfDay(coordinator, asked);
  };
  const rows = () =>
    db.appointment.findMany({
      where: { permanenceId: permanence },
      orderBy: [{ startsAt: "asc" }, { createdAt: "asc" }],
      select: { id: true, lane: true, overbooked: true, overbookReason: true, startsAt: true, state: true },
    });
  return { here, permanence, coordinator, book, lanes, rows };
}

afterAll(() => db.$disconnect());

test("when a lane goes, the later made of two at one hour keeps its hour beside the lanes, and a preview counts it", async () => {
  const { permanence, book, lanes, rows } = await morning({ lanes: 2 });
  const late = await book("09:30", { phone: "+33612345678" }, 5);
  const early = await book("09:30", {}, 60);
  const alone = await book("10:00", {}, 1);
  const effect = { ok: true, value: { appointments: 3, beside: 1 } };
  expect(await lanes(1, true)).toMatchObject(effect);
  expect((await rows()).map(({ lane }) => lane)).toEqual([1, 2, 1]);
  expect(await lanes(1)).toMatchObject(effect);
  expect(await rows()).toMatchObject([
    {
      id: late.id,
      lane: null,
      overbooked: true,
      overbookReason: "fewer-lanes",
      startsAt: new Date(at("09:30")),
      state: "booked",
    },
    { id: early.id, lane: 1, overbooked: false },
    { id: alone.id, lane: 1, overbooked: false },
  ]);
  expect(await db.permanence.findUnique({ where: { id: permanence } })).toMatchObject({ bookableLanes: 1 });
});

test("two appointments that change lanes with each other are never in one lane", async () => {
  const { book, lanes, rows } = await morning({ lanes: 3 });
  for (const minutes of [1, 2, 3]) await book("09:30", {}, minutes);
  await book("10:00");
  expect((await rows()).map(({ lane }) => lane)).toEqual([1, 2, 3, 1]);
  await lanes(2);
  expect((await rows()).map(({ lane }) => lane)).toEqual([null, 2, 1, 1]);
});

test("with the lane back, the appointment has one again", async () => {
  const { book, lanes, rows } = await morning({ lanes: 2 });
  await book("09:30", {}, 60);
  await book("09:30", {}, 5);
  await lanes(1);
  expect(await lanes(2)).toMatchObject({ ok: true, value: { beside: 0 } });
  expect(await rows()).toMatchObject([
    { lane: 1, overbooked: false },
    { lane: 2, overbooked: false, overbookReason: null },
  ]);
});

test("an appointment that lost its lane keeps its conseiller: that hour of the conseiller is not booked again, and with the lane back all is as before", async () => {
  const { here, book, lanes, rows } = await morning({ lanes: 2 });
  const reception = await staffAt(db, here);
  const conseiller = await staffAt(db, here, "conseiller");
  const late = await book("09:30", {}, 5);
  await book("09:30", {}, 60);
  await db.appointment.update({ where: { id: late.id }, data: { wantedConseillerId: conseiller.user } });
  await lanes(1);
  const elsewhere = {
    permanence: await morningAt(db, here),
    topics: ["caf"],
    start: at("09:30"),
    onBehalfOf: true,
    wantedConseiller: conseiller.user,
  };
  expect(await bookAppointment(reception, elsewhere)).toEqual(refused("slot-taken"));
  expect((await readAlternatives(elsewhere.permanence, elsewhere)).hours.map(({ span }) => span.start)).not.toContain(
    at("09:30"),
  );
  expect(await lanes(2)).toMatchObject({ ok: true, value: { beside: 0 } });
  expect((await rows()).map(({ lane }) => lane)).toEqual([2, 1]);
  expect(await db.appointment.findUnique({ where: { id: late.id } })).toMatchObject({
    wantedConseillerId: conseiller.user,
  });
});

test("there are never more lanes than desks, and none are set in a half-day that is cancelled", async () => {
  const { permanence, lanes } = await morning({ lanes: 2 });
  expect(() => lanes(3)).toThrow("more-than-desks");
  await db.permanence.update({ where: { id: permanence }, data: { status: "cancelled" } });
  expect(await lanes(1)).toEqual(refused("permanence-closed"));
  expect(await db.permanence.findUnique({ where: { id: permanence } })).toMatchObject({ bookableLanes: 2 });
});

test("people who book while a lane goes are never two in one lane", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { permanence, book, lanes, rows } = await morning({ lanes: 2 });
    await book("09:30");
    await Promise.all([lanes(1), book("09:30").catch(() => undefined), book("10:00").catch(() => undefined), lanes(1)]);
    const laned = (await rows()).filter(({ lane }) => lane !== null);
    expect(laned.every(({ lane }) => lane === 1)).toBe(true);
    expect(new Set(laned.map(({ startsAt }) => startsAt.getTime())).size).toBe(laned.length);
    expect(await db.permanence.findUnique({ where: { id: permanence } })).toMatchObject({ bookableLanes: 1 });
  }
});

test("the journal says who changed the lanes and from how many", async () => {
  const { here, permanence, coordinator, lanes } = await morning({ lanes: 2 });
  await lanes(1);
  await lanes(1);
  const entries = await db.journalEntry.findMany({ where: { permanenceId: permanence }, orderBy: { id: "asc" } });
  expect(entries).toMatchObject([
    {
      organisationId: here.organisation,
      placeId: here.place,
      actor: `staff:${coordinator.user}`,
      act: "half-day-changed",
      data: { lanes: 1, lanesWas: 2 },
    },
    { act: "half-day-changed", data: { lanes: 1, lanesWas: 1 } },
  ]);
});
