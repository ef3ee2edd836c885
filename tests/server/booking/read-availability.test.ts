import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { readAvailability } = await import("#lib/server/booking/read-availability.ts");
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
