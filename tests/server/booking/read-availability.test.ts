import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { readAvailabilities, readAvailability } = await import("#lib/server/booking/read-availability.ts");
const { readPermanence } = await import("#lib/server/schedule/read-permanence.ts");
const { readTopics } = await import("#lib/server/schedule/read-topics.ts");

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

afterAll(() => db.$disconnect());

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
