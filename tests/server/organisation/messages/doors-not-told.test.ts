import { mailboxes } from "#tests/server/message/phone-store.ts";
import { monday, on, planned } from "#tests/server/planning/assignments/planned.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { holdAgain } = await import("#lib/server/planning/disruption/hold-again.ts");
const { messagesNotSent, settleNotSent } = await import("#lib/server/organisation/messages/messages-not-sent.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");

const { moveTo, waitFor } = movedClock(clock);
afterAll(() => db.$disconnect());
beforeEach(() => moveTo(on("02-25 10:00")));

/**
 * A contact on site whose mailbox refused the mail about a half-day that was cancelled, and the list of its
 * organisation.
 */
async function refused() {
  const here = await planned(db);
  const organisation = here.organisation.id;
  await db.placeContact.create({
    data: { placeId: here.neuhof.id, roleName: "Accueil", email: "faux@mairie.example", phone: "+33388436000" },
  });
  const { sender: mail, mails, answers } = mailboxes();
  const send = async () => {
    await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
    waitFor(6);
    await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
    return mails.splice(0);
  };
  const cancel = (permanence = here.permanence) =>
    cancelPermanence(here.coordinator, { permanence, preview: false, reason: "Travaux" });
  const hold = () => holdAgain(here.coordinator, { permanence: here.permanence, preview: false });
  const listed = () => messagesNotSent(organisation, clock.now());
  answers.push({ kind: "refused", reason: "bad-recipient", code: "550" });
  await cancel();
  await send();
  return { ...here, organisation, send, cancel, hold, listed };
}

test("a mail that was refused stands on the list: whose desk, at which place, what about, why, and their telephone", async () => {
  const { listed, neuhof } = await refused();
  expect(await listed()).toMatchObject([
    {
      kind: "notice-to-hang",
      why: "refused",
      to: { is: "contact", name: "Accueil", slug: neuhof.slug, place: neuhof.name, phone: "+33388436000" },
      halfDays: [{ span: { start: monday("09:00"), end: monday("12:00") } }],
    },
  ]);
});

test("it is gone once the half-day is held after all, is over, or a later one has left", async () => {
  const { listed, hold, cancel, send, halfDay, neuhof } = await refused();
  await hold();
  expect(await listed()).toEqual([]);
  await cancel();
  expect(await listed()).toHaveLength(1);
  await cancel((await halfDay(neuhof, on("03-02 09:00"))).id);
  expect(await send()).toHaveLength(1);
  expect(await listed()).toEqual([]);
  const over = await refused();
  moveTo(monday("12:00"));
  expect(await over.listed()).toEqual([]);
});

test("« C’est dit » counts as told: it is off the list, and they are asked to take the sheet off once it is held after all", async () => {
  const { listed, coordinator, organisation, hold, send, journal, neuhof } = await refused();
  const [message] = await listed();
  await settleNotSent(coordinator, { organisation, message: message?.id ?? "" });
  await settleNotSent(coordinator, { organisation, message: message?.id ?? "" });
  expect(await listed()).toEqual([]);
  expect(await send()).toEqual([]);
  expect((await journal()).filter((act) => act === "message-settled")).toHaveLength(1);
  expect(await db.journalEntry.findFirst({ where: { act: "message-settled", placeId: neuhof.id } })).not.toBeNull();
  await hold();
  expect(await send()).toMatchObject([{ subject: expect.stringMatching(/^À enlever/u) as string }]);
});

test("another organisation sees none of it", async () => {
  await refused();
  const other = await planned(db);
  expect(await messagesNotSent(other.organisation.id, clock.now())).toEqual([]);
});
