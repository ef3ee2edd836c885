import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { at, morningAt, neuhof, NOW, visitFor } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { sendAgain } = await import("#lib/server/message/send-again.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");

beforeEach(() => db.$executeRaw`DELETE FROM outbox`);
afterAll(() => db.$disconnect());

const now = clock.now();
const A_DAY = 24 * 60 * MINUTE;
const here = await neuhof(db);
const HOURS = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"] as const;

let people = 0;
const somebody = () => ({ phone: `+3361234${String((people += 1)).padStart(4, "0")}` });

/** Books an hour of a new morning, by this contact, or by somebody else each time. */
async function booked(contact: { phone?: string; email?: string } = somebody(), hour = "10:00") {
  const permanence = await morningAt(db, here, {});
  const answer = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, ...contact },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return { ...answer.value, permanence };
}
const ask = (ids: readonly string[], when: Instant = now): Promise<readonly string[]> =>
  transaction((tx) => sendAgain(tx, ids, when), "service");
const sent = (id: string, when: Instant): Promise<unknown> =>
  db.outboxMessage.updateMany({
    where: { appointmentId: id, sentAt: null },
    data: { attempts: 1, sentAt: new Date(when) },
  });

test("the link of an appointment is put in to be sent at once, with ids alone", async () => {
  const { id } = await booked();
  expect(await ask([id])).toEqual([id]);
  expect(await db.outboxMessage.findMany()).toMatchObject([
    { kind: "found-again", appointmentId: id, organisationId: here.organisation, dueAt: new Date(now), sentAt: null },
  ]);
});

test("while one has not left, no other is put in, also by two who ask at once; once it has left, three a day at most", async () => {
  const { id } = await booked();
  const answers = await Promise.all([ask([id]), ask([id])]);
  expect(answers.flat()).toEqual([id]);
  expect(await ask([id])).toEqual([]);
  for (const turn of [2, 3]) {
    await sent(id, now);
    expect([turn, await ask([id])]).toEqual([turn, [id]]);
  }
  await sent(id, now);
  expect(await ask([id])).toEqual([]);
  expect(await ask([id], instant(now + A_DAY))).toEqual([id]);
});

test("a message that came with a restored backup, and is held, does not keep another one back", async () => {
  const { id } = await booked();
  await ask([id]);
  await db.outboxMessage.updateMany({ data: { heldAt: new Date(now) } });
  expect(await ask([id])).toEqual([id]);
});

test("nothing is sent to whoever left no contact, has cancelled, is here, or whose hour is over", async () => {
  const [without, cancelled, isHere, over] = [await booked({}), await booked(), await booked(), await booked()];
  expect(await cancelAppointment(cancelled.secret)).toMatchObject({ ok: true });
  await visitFor(db, isHere.permanence, isHere.id);
  expect(await ask([without.id, cancelled.id, isHere.id])).toEqual([]);
  expect(await ask([over.id], at("10:29"))).toEqual([over.id]);
  await db.$executeRaw`DELETE FROM outbox`;
  expect(await ask([over.id], at("10:30"))).toEqual([]);
});

test("several appointments have one message each, the soonest first; an unknown id changes nothing", async () => {
  const ids = await Promise.all(
    HOURS.slice(0, 3).map(async (hour) => (await booked({ email: "a@exemple.fr" }, hour)).id),
  );
  expect(await ask([...ids].reverse().concat(crypto.randomUUID()))).toEqual(ids);
});
