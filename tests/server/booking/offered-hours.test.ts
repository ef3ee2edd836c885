import { instantOf, minutesBetween } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, MONDAY, morningAt, neuhof, NOW, staffAt } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
const { holdHour } = await import("#lib/server/booking/hold.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAvailabilities, readAvailability } = await import("#lib/server/booking/read-availability.ts");
const { readSlots } = await import("#lib/server/booking/read-slots.ts");
const { readPermanence } = await import("#lib/server/schedule/read-permanence.ts");
const { readTopics } = await import("#lib/server/schedule/read-topics.ts");

const anybody = { kind: "anonymous" } as const;
const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
const wish = (permanence: string, hour: string) => ({
  permanence,
  topics: ["caf"],
  start: at(hour),
  onBehalfOf: false,
});
const startsOf = async (permanence: string) => {
  const open = await readSlots(permanence, ["caf"]);
  return open.ok ? open.value.slots.map(({ span }) => span.start) : [];
};

afterAll(() => db.$disconnect());

/** A morning from 9 to 12, at 10:49: the next free hour is 11 minutes away. */
async function elevenMinutesBefore(notice?: number) {
  const here = await neuhof(db);
  if (notice !== undefined) await db.place.update({ where: { id: here.place }, data: { bookingNotice: notice } });
  const permanence = await morningAt(db, here);
  setTime(at("10:49"));
  return { here, permanence };
}

test("an hour that comes in eleven minutes is not offered, on no list, and refused", async () => {
  const { here, permanence } = await elevenMinutesBefore();
  expect(await startsOf(permanence)).toEqual([at("11:30")]);
  const { slug } = await db.place.findUniqueOrThrow({ where: { id: here.place } });
  const { hours } = await findSoonest("caf", { place: slug });
  expect(hours.map(({ span }) => span.start)).toEqual([at("11:30")]);
  expect(await bookAppointment(anybody, wish(permanence, "11:00"))).toEqual({ ok: false, refusal: "short-notice" });
});

test("a place says itself how soon an hour may be booked", async () => {
  expect(await startsOf((await elevenMinutesBefore(0)).permanence)).toEqual([at("11:00"), at("11:30")]);
  expect(await startsOf((await elevenMinutesBefore(60)).permanence)).toEqual([]);
});

test("an appointment does not move there either", async () => {
  const { permanence } = await elevenMinutesBefore();
  const booked = await bookAppointment(anybody, wish(permanence, "11:30"));
  expect(booked.ok && (await moveAppointment(booked.value.secret, { start: at("11:00") }))).toEqual({
    ok: false,
    refusal: "short-notice",
  });
});

test("the team books and holds it, and whoever it is held for books it", async () => {
  const { here, permanence } = await elevenMinutesBefore();
  const team = await staffAt(db, here);
  const held = await holdHour(team, { ...wish(permanence, "11:00"), until: at("10:58") });
  expect(
    held.ok && (await bookAppointment(anybody, { ...wish(permanence, "11:00"), hold: held.value.secret })),
  ).toEqual(expect.objectContaining({ ok: true }));
  const second = await elevenMinutesBefore();
  const booked = await bookAppointment(await staffAt(db, second.here), wish(second.permanence, "11:00"));
  expect(booked.ok && minutesBetween(clock.now(), booked.value.span.start)).toBeLessThanOrEqual(11);
});

test("when no hour is left because it is too late, the half-day is not full", async () => {
  const { permanence } = await elevenMinutesBefore();
  setTime(at("11:10"));
  expect(await readSlots(permanence, ["caf"])).toMatchObject({ value: { slots: [], left: "nothing" } });
  setTime(at("10:49"));
  await bookAppointment(anybody, wish(permanence, "11:30"));
  expect(await readSlots(permanence, ["caf"])).toMatchObject({ value: { slots: [], left: "full" } });
});

describe("whether hours are left", () => {
  beforeEach(() => setTime(instantOf(NOW)));

  /** Read as the page of a half-day reads it. */
  async function leftIn(permanence: string) {
    const held = (await readPermanence(permanence))!;
    return readAvailability(held, await readTopics({ permanence }, held.topics));
  }

  async function books(permanence: string, ...hours: readonly string[]): Promise<void> {
    for (const hour of hours) {
      const answer = await bookAppointment(
        { kind: "anonymous" },
        { permanence, topics: ["caf"], start: instantOf(`${MONDAY}T${hour}:00+01:00`), onBehalfOf: false },
      );
      if (!answer.ok) throw new Error(answer.refusal);
    }
  }

  test("a morning has hours until the last one is booked", async () => {
    const permanence = await morningAt(db, await neuhof(db), {
      windows: [
        { from: 0, to: 60, mode: "appointment" },
        { from: 60, to: 180, mode: "walk-in" },
      ],
    });
    await books(permanence, "09:00");
    expect(await leftIn(permanence)).toBe("hours");
    await books(permanence, "09:30");
    expect(await leftIn(permanence)).toBe("full");
  });

  test("it is one query more, and none where nothing can be booked", async () => {
    const here = await neuhof(db);
    const [booking, walkIn] = await Promise.all(
      [morningAt(db, here), morningAt(db, here, { lanes: 0, day: "2026-11-24" })].map(
        async (id) => (await readPermanence(await id))!,
      ),
    );
    const topics = await readTopics({ place: here.place });
    expect(await statementsOf(() => readAvailability(booking!, topics))).toHaveLength(1);
    expect(await statementsOf(() => readAvailability(walkIn!, topics))).toHaveLength(0);
    expect(await readAvailability(walkIn!, topics)).toBe("nothing");
  });

  test("of several half-days at a place it is one query too, and each has its own answer", async () => {
    const here = await neuhof(db);
    const windows = [{ from: 0, to: 30, mode: "appointment" }] as const;
    const ids = [
      await morningAt(db, here, { windows: [...windows], day: "2026-11-25" }),
      await morningAt(db, here, { windows: [...windows], day: "2026-11-26" }),
      await morningAt(db, here, { lanes: 0, day: "2026-11-27" }),
    ];
    const held = await Promise.all(ids.map(async (id) => (await readPermanence(id))!));
    const topics = await readTopics({ place: here.place });
    const [first = "", second = "", third = ""] = ids;
    const booked = await bookAppointment(
      { kind: "anonymous" },
      { permanence: first, topics: ["caf"], start: instantOf("2026-11-25T09:00:00+01:00"), onBehalfOf: false },
    );
    expect(booked.ok).toBe(true);
    const left = await readAvailabilities(held, topics);
    expect([left.get(first), left.get(second), left.get(third)]).toEqual(["full", "hours", undefined]);
    expect(await statementsOf(() => readAvailabilities(held, topics))).toHaveLength(1);
    expect(await statementsOf(() => readAvailabilities([held[2]!], topics))).toHaveLength(0);
  });
});
