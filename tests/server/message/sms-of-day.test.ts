import { at, morningAt, neuhof, NOW, staffAt } from "#tests/server/booking/neuhof.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { phones } from "./phone-store.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LIMIT_SMS: "2",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { readMessageTroubles } = await import("#lib/server/organisation/messages/message-settings.ts");

afterAll(() => db.$disconnect());
const { moveTo } = movedClock(clock);

test("above the SMS of a day no confirmation leaves, what was cancelled does, coordination reads it, and the next day all leave", async () => {
  const here = await neuhof(db);
  const phone = phones();
  const send = () => tellAndSend(clock.now(), { sms: phone.gateway, mailOf: mailOfAppointment, random: () => 0 });
  const permanence = await morningAt(db, here);
  const book = async (hour: string, number: string) => {
    const made = await bookAppointment(
      { kind: "anonymous" },
      { permanence, topics: ["caf"], start: at(hour), onBehalfOf: false, phone: number },
    );
    await send();
    return made.ok ? made.value.id : "";
  };
  const troubles = async () =>
    (await readMessageTroubles(await staffAt(db, here, "coordinator"), here.organisation))?.ofDay;
  await book("09:00", "+33612000001");
  expect(await troubles()).toBe(0);
  const second = await book("09:30", "+33612000002");
  const third = await book("10:00", "+33612000003");
  expect(phone.sent.map(({ to }) => to)).toEqual(["+33612000001", "+33612000002"]);
  expect(await troubles()).toBe(2);
  const [kept] = await db.outboxMessage.findMany({ where: { appointmentId: third, kind: "confirmation" } });
  expect(kept).toMatchObject({ givenUpWhy: "over-the-cap" });
  await db.appointment.update({
    where: { id: second },
    data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
  });
  await send();
  expect(phone.texts().at(-1)).toMatch(/^Annulé/u);
  moveTo(at("10:05", "2026-11-21"));
  await book("10:30", "+33612000004");
  expect(phone.sent.some(({ to }) => to === "+33612000004")).toBe(true);
});
