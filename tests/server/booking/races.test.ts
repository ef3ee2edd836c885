import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { at, isoAt, MONDAY, morningAt, neuhof, NOW, WEEK_AFTER } from "./neuhof.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { POST } = await import("#app/api/v1/permanences/[id]/appointments/route.ts");
const { PATCH, DELETE } = await import("#app/api/v1/appointments/[secret]/route.ts");

const HOST = "https://permanences.example";
const anybody = { kind: "anonymous" } as const;
const codeOf = async (answer: Response) => ({
  status: answer.status,
  code: answer.status === 204 ? undefined : ((await answer.json()) as { code?: string }).code,
});

const send = (id: string, hour: string) =>
  POST(
    new Request(`${HOST}/api/v1/permanences/${id}/appointments`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ topic: "caf", startsAt: isoAt(hour) }),
    }),
    { params: Promise.resolve({ id }) },
  );
const moves = (secret: string, body: object) =>
  PATCH(
    new Request(`${HOST}/api/v1/appointments/${secret}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ secret }) },
  );
const cancels = (secret: string) =>
  DELETE(new Request(`${HOST}/api/v1/appointments/${secret}`, { method: "DELETE" }), {
    params: Promise.resolve({ secret }),
  });

async function booked(permanence: string, hour: string, day?: string) {
  const answer = await bookAppointment(anybody, {
    permanence,
    topics: ["caf"],
    start: at(hour, day),
    onBehalfOf: false,
  });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}

/** Every booked appointment of these half-days, as lane and hour; the same pair twice would be a double booking. */
async function seats(permanences: readonly string[]): Promise<string[]> {
  const rows = await db.appointment.findMany({
    where: { permanenceId: { in: [...permanences] }, state: "booked" },
    orderBy: [{ permanenceId: "asc" }, { startsAt: "asc" }],
  });
  return rows.map(({ permanenceId, startsAt, lane }) => `${permanenceId} ${startsAt.toISOString()} ${lane}`);
}

afterAll(() => db.$disconnect());

test("fifty requests for one last place: one is answered 201, forty-nine slot-taken with alternatives", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(permanence, "09:30")));
  const statuses = answers.map(({ status }) => status);
  expect([
    statuses.filter((status) => status === 201).length,
    statuses.filter((status) => status === 409).length,
  ]).toEqual([1, 49]);
  for (const answer of answers.filter(({ status }) => status === 409))
    expect(await answer.json()).toMatchObject({
      code: "slot-taken",
      alternatives: [{ permanence }, { permanence }, { permanence }],
    });
  expect(await seats([permanence])).toHaveLength(1);
});

test("an hour that one moves to while others book it has one holder, every time", async () => {
  const here = await neuhof(db);
  for (let round = 0; round < 8; round += 1) {
    const permanence = await morningAt(db, here);
    const { secret } = await booked(permanence, "09:00");
    const [moved, ...others] = await Promise.all([
      moves(secret, { startsAt: isoAt("11:00") }),
      send(permanence, "11:00"),
      send(permanence, "11:00"),
    ]);
    const won = [moved, ...others].filter((answer) => answer.ok);
    expect(won).toHaveLength(1);
    expect(new Set(await seats([permanence])).size).toBe((await seats([permanence])).length);
    expect(await seats([permanence])).toHaveLength(moved.ok ? 1 : 2);
  }
});

test("cancelled while it is moved, it is cancelled in the end and both hours are free", async () => {
  const here = await neuhof(db);
  for (let round = 0; round < 8; round += 1) {
    const [from, to] = [await morningAt(db, here), await morningAt(db, here, { day: WEEK_AFTER })];
    const { secret } = await booked(from, "09:30");
    const [moved, cancelled] = await Promise.all([
      moves(secret, { permanence: to, startsAt: isoAt("09:30", WEEK_AFTER) }),
      cancels(secret),
    ]);
    expect(cancelled.status).toBe(204);
    expect([200, 409]).toContain(moved.status);
    if (moved.status === 409) expect(await codeOf(moved)).toMatchObject({ code: "state-changed" });
    expect(await seats([from, to])).toEqual([]);
    await booked(from, "09:30");
    await booked(to, "09:30", WEEK_AFTER);
  }
});

test("two people swap their half-days over and over at the same moment: no deadlock, and no appointment is lost", async () => {
  const here = await neuhof(db);
  const [monday, later] = [
    await morningAt(db, here, { lanes: 2 }),
    await morningAt(db, here, { day: WEEK_AFTER, lanes: 2 }),
  ];
  const [mine, yours] = [await booked(monday, "09:30"), await booked(later, "09:30", WEEK_AFTER)];
  const there = { permanence: later, start: at("09:30", WEEK_AFTER) };
  const here2 = { permanence: monday, start: at("09:30") };
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all([
      moveAppointment(mine.secret, round % 2 === 0 ? there : here2),
      moveAppointment(yours.secret, round % 2 === 0 ? here2 : there),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  }
  expect(await seats([monday, later])).toHaveLength(2);
});

test("one appointment moved five ways at once is in one place, and every answer was true", async () => {
  const here = await neuhof(db);
  const days = [MONDAY, WEEK_AFTER, "2026-12-07"];
  const mornings: string[] = [];
  for (const day of days) mornings.push(await morningAt(db, here, { day }));
  const { id, secret } = await booked(mornings[0] ?? "", "09:30");
  const targets = [
    ["10:00", 0],
    ["10:00", 1],
    ["10:00", 2],
    ["11:00", 1],
    ["11:00", 2],
  ] as const;
  const answers = await Promise.all(
    targets.map(([hour, day]) =>
      moveAppointment(secret, { permanence: mornings[day] ?? "", start: at(hour, days[day]) }),
    ),
  );
  for (const answer of answers) expect(answer.ok || answer.refusal === "state-changed").toBe(true);
  expect(answers.some(({ ok }) => ok)).toBe(true);
  expect(await seats(mornings)).toHaveLength(1);
  const row = await db.appointment.findUniqueOrThrow({ where: { id } });
  expect(
    answers.some(
      (answer) =>
        answer.ok && answer.value.span.start === row.startsAt.getTime() && answer.value.permanence === row.permanenceId,
    ),
  ).toBe(true);
});

test("five cancellations at once are one: all are answered 204, the followers are notified once", async () => {
  const permanence = await morningAt(db, await neuhof(db));
  const { secret } = await booked(permanence, "09:30");
  const answers = await Promise.all(Array.from({ length: 5 }, () => cancelAppointment(secret)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect((await countersOf(db, permanence)).version).toBe(2);
});

test("a crowd books, moves and cancels at once over three half-days: no double booking", async () => {
  const here = await neuhof(db);
  const days = [MONDAY, WEEK_AFTER, "2026-12-07"];
  const mornings: string[] = [];
  for (const day of days) mornings.push(await morningAt(db, here, { day, lanes: 2 }));
  const hours = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"];
  const place = (index: number) => ({
    permanence: mornings[index % 3] ?? "",
    start: at(hours[(index * 5) % 6] ?? "", days[index % 3]),
  });
  const held = [];
  for (let index = 0; index < 18; index += 1) {
    const answer = await bookAppointment(anybody, { ...place(index), topics: ["caf"], onBehalfOf: false });
    if (answer.ok) held.push(answer.value.secret);
  }
  const acts = held.flatMap((secret, index) => [
    () => moveAppointment(secret, place(index * 7 + 1)),
    () => (index % 4 === 0 ? cancelAppointment(secret) : moveAppointment(secret, place(index * 11 + 2))),
    () => bookAppointment(anybody, { ...place(index * 13), topics: ["caf"], onBehalfOf: false }),
  ]);
  const answers = await Promise.all(acts.map((act) => act()));
  const known = ["slot-taken", "leaves-a-hole", "state-changed"];
  for (const answer of answers) expect(answer.ok || known.includes(answer.refusal)).toBe(true);
  const taken = await seats(mornings);
  expect(new Set(taken).size).toBe(taken.length);
});
