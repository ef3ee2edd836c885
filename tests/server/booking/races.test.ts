import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { holdPermanence } from "./lined-up.ts";
import { at, isoAt, MONDAY, morningAt, neuhof, NOW, WEEK_AFTER } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

const { db, url } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { POST } = await import("#app/api/v1/permanences/[id]/appointments/route.ts");

const HOST = "https://permanences.example";
const anybody = { kind: "anonymous" } as const;
/** Books over the API. What is answered « busy » on a slow machine is sent again, as its programs do. */
async function send(id: string, hour: string): Promise<Response> {
  const answer = await POST(
    new Request(`${HOST}/api/v1/permanences/${id}/appointments`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ topic: "caf", startsAt: isoAt(hour) }),
    }),
    { params: Promise.resolve({ id }) },
  );
  return answer.status === 503 ? send(id, hour) : answer;
}
async function booked(permanence: string, hour = "09:30", day?: string) {
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

describe("in line for a half-day", () => {
  /** Two mornings of one organisation; the ids in the order in which they are locked. */
  async function mornings() {
    const here = await neuhof(db);
    return [await morningAt(db, here, { lanes: 2 }), await morningAt(db, here, { day: WEEK_AFTER, lanes: 2 })] as const;
  }

  test("of two moves that cross, none holds what the other waits for", async () => {
    const [monday, later] = await mornings();
    const mine = await booked(monday);
    const yours = await booked(later, "09:30", WEEK_AFTER);
    const outside = await holdPermanence(url, monday);
    const first = moveAppointment(mine.secret, { permanence: later, start: at("10:00", WEEK_AFTER) });
    await outside.waitFor(1);
    const second = moveAppointment(yours.secret, { permanence: monday, start: at("10:00") });
    await outside.waitFor(2);
    await outside.release();
    expect([await first, await second].map(({ ok }) => ok)).toEqual([true, true]);
  });

  test("of two hours in line for one place, the one that came first has it", async () => {
    const [monday, later] = await mornings();
    const { secret } = await booked(later, "09:30", WEEK_AFTER);
    await booked(monday, "10:00");
    const outside = await holdPermanence(url, monday);
    const move = moveAppointment(secret, { permanence: monday, start: at("10:00") });
    await outside.waitFor(1);
    const book = bookAppointment(anybody, {
      permanence: monday,
      topics: ["caf"],
      start: at("10:00"),
      onBehalfOf: false,
    });
    await outside.waitFor(2);
    await outside.release();
    expect(await move).toMatchObject({ ok: true });
    expect(await book).toEqual({ ok: false, refusal: "slot-taken" });
  });

  test("a cancellation that waited while the appointment was moved takes the lock of its new half-day and cancels it there", async () => {
    const [monday, later] = await mornings();
    const { id, secret } = await booked(monday);
    const outside = await holdPermanence(url, monday);
    let done: unknown;
    const statements = statementsOf(async () => {
      done = await cancelAppointment(secret);
    });
    await outside.waitFor(1);
    await outside.act("UPDATE appointment SET permanence_id = $2, starts_at = $3, ends_at = $4 WHERE id = $1", [
      id,
      later,
      new Date(at("10:00", WEEK_AFTER)),
      new Date(at("10:30", WEEK_AFTER)),
    ]);
    await outside.release();
    const locks = (await statements).filter(
      (text) => text.includes("FROM permanence") && text.includes("FOR NO KEY UPDATE"),
    );
    expect(locks.length).toBe(2);
    expect(done).toEqual({ ok: true, value: undefined });
    expect(await readAppointment(secret)).toMatchObject({ permanence: later, state: "cancelled-by-resident" });
  });

  test("an hour that is cancelled while another booking waits for it goes to that booking", async () => {
    const [monday] = await mornings();
    await booked(monday);
    const { secret } = await booked(monday);
    const outside = await holdPermanence(url, monday);
    const cancel = cancelAppointment(secret);
    await outside.waitFor(1);
    const book = bookAppointment(anybody, {
      permanence: monday,
      topics: ["caf"],
      start: at("09:30"),
      onBehalfOf: false,
    });
    await outside.waitFor(2);
    await outside.release();
    expect([(await cancel).ok, (await book).ok]).toEqual([true, true]);
  });
});
