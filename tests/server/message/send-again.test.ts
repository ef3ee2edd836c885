import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { at, morningAt, neuhof, NOW, visitFor } from "#tests/server/booking/neuhof.ts";
import { phones } from "#tests/server/message/phone-store.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({ APP_NOW: NOW, SMS_GATEWAY: "database" });
const { sendDue } = await import("#lib/server/message/send-due.ts");
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
const somebody = () => ({ phone: `+336123400${String((people += 1)).padStart(2, "0")}` });

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

test("nothing is sent to whoever left no contact, has cancelled, is here, or whose hour has come", async () => {
  const [without, cancelled, isHere, begun] = [await booked({}), await booked(), await booked(), await booked()];
  expect(await cancelAppointment(cancelled.secret)).toMatchObject({ ok: true });
  await visitFor(db, isHere.permanence, isHere.id);
  expect(await ask([without.id, cancelled.id, isHere.id])).toEqual([]);
  expect(await ask([begun.id], at("09:59"))).toEqual([begun.id]);
  await db.$executeRaw`DELETE FROM outbox`;
  expect(await ask([begun.id], at("10:00"))).toEqual([]);
});

test("nothing is put in for whom no message can reach: a landline, or a telephone that refuses SMS", async () => {
  const [landline, refuses] = [await booked({ phone: "+33388436000" }), await booked()];
  await db.$executeRaw`UPDATE appointment_contact SET refuses_sms = true WHERE appointment_id = ${refuses.id}::uuid`;
  expect(await ask([landline.id, refuses.id])).toEqual([]);
});

test("whoever would rather be called, and asks for the link, has it sent", async () => {
  const { id } = await booked();
  await db.$executeRaw`UPDATE appointment_contact SET prefers_call = true WHERE appointment_id = ${id}::uuid`;
  await db.$executeRaw`DELETE FROM to_tell`;
  expect(await ask([id])).toEqual([id]);
  const phone = phones();
  await sendDue({ sms: phone.gateway, mailOf: () => Promise.reject(new Error("No mail")), random: () => 0 });
  expect(phone.texts()).toEqual([expect.stringContaining("/r/")]);
});

test("several appointments have one message each, the soonest first; an unknown id changes nothing", async () => {
  const ids = await Promise.all(
    HOURS.slice(0, 3).map(async (hour) => (await booked({ email: "a@exemple.fr" }, hour)).id),
  );
  expect(await ask([...ids].reverse().concat(crypto.randomUUID()))).toEqual(ids);
});
