import { freshDatabase } from "#tests/support/database.ts";
import { holdPermanence } from "./lined-up.ts";
import { at, morningAt, neuhof, NOW, WEEK_AFTER } from "./neuhof.ts";
import { statementsOf } from "./statements.ts";

const url = await freshDatabase();
process.env["DATABASE_URL"] = url;
process.env["APP_ENV"] = "test";
process.env["APP_NOW"] = NOW;
const { db } = await import("#lib/server/db.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");

const anybody = { kind: "anonymous" } as const;

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

/** Two mornings of one organisation; the ids in the order in which they are locked. */
async function mornings() {
  const here = await neuhof(db);
  return [await morningAt(db, here, { lanes: 2 }), await morningAt(db, here, { day: WEEK_AFTER, lanes: 2 })] as const;
}

afterAll(() => db.$disconnect());

test("of two moves that cross, none holds what the other waits for", async () => {
  const [monday, later] = await mornings();
  const [mine, yours] = [await booked(monday), await booked(later, "09:30", WEEK_AFTER)];
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
  const book = bookAppointment(anybody, { permanence: monday, topics: ["caf"], start: at("10:00"), onBehalfOf: false });
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
  const book = bookAppointment(anybody, { permanence: monday, topics: ["caf"], start: at("09:30"), onBehalfOf: false });
  await outside.waitFor(2);
  await outside.release();
  expect([(await cancel).ok, (await book).ok]).toEqual([true, true]);
});
