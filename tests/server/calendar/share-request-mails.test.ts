import { randomUUID } from "node:crypto";
import { instantOf } from "#lib/time/instant.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { mailboxes } from "#tests/server/message/phone-store.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-05-10T10:00:00+02:00",
  APP_URL: "https://permanences.example",
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "Permanences <permanences@exemple.fr>",
  LOG_LEVEL: "silent",
});
const { askForShare, refuseShareRequest } = await import("#lib/server/calendar/share-requests.ts");
const { shareRequestsToMail } = await import("#lib/server/calendar/mail-of-share-request.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { messagesNotSent } = await import("#lib/server/planning/messages/messages-not-sent.ts");
const { sendDue } = await import("#lib/server/message/send-due.ts");
const { moveTo } = movedClock(clock);

afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.deleteMany();
  moveTo(instantOf("2027-05-10T10:00:00+02:00"));
});

/** An operator that a partner asks for its calendar, and mailboxes of its team. */
async function asked() {
  const town = await organisationWithPlace(db);
  await town.joins("conseiller");
  await town.joins("coordinator", { everyPlace: false });
  await town.joins("administrator", { endsAt: new Date(clock.now() - 1) });
  const { slug } = await db.organisation.findUniqueOrThrow({ where: { id: town.id }, select: { slug: true } });
  const wanted = {
    organisation: slug,
    sender: "CAF du Bas-Rhin",
    email: "accueil@caf.example",
    phone: "",
    purpose: "",
  };
  const done = await askForShare(wanted, randomUUID());
  if (!done.ok) throw new Error(done.refusal);
  const { id: request } = await db.shareRequest.findFirstOrThrow({ where: { organisationId: town.id } });
  const { sender: mail, mails, answers } = mailboxes();
  const send = () =>
    sendDue({ mail, mailOf: mailOfAppointment, lettersOfTeam: shareRequestsToMail, random: () => 0.5 });
  const refused = () => refuseShareRequest(town.coordinator, request);
  return { ...town, request, mails, answers, send, refused };
}

test("whoever may share the calendar at every place is told, and the mail names the organisation that asks and no person", async () => {
  const { mails, send, coordinator, administrator } = await asked();
  const emails = await db.user.findMany({ where: { id: { in: [coordinator.user, administrator.user] } } });
  await send();
  expect(mails.map(({ to }) => to).toSorted()).toEqual(emails.map(({ email }) => email).toSorted());
  expect(mails[0]).toMatchObject({ from: { name: "Ville de Rennes", address: "permanences@exemple.fr" } });
  expect(mails[0]?.text).toContain("CAF du Bas-Rhin");
  expect(mails[0]?.text).toContain("https://permanences.example/coordination/partages");
  expect(JSON.stringify(mails)).not.toContain("accueil@caf.example");
});

test("nobody waits for it, so it keeps the quiet hours", async () => {
  moveTo(instantOf("2027-05-10T22:00:00+02:00"));
  const { mails, send } = await asked();
  await send();
  expect(mails).toEqual([]);
  moveTo(instantOf("2027-05-11T08:00:00+02:00"));
  await send();
  expect(mails).toHaveLength(2);
});

test("once somebody has answered, nobody else is told, and nothing stands among what never left", async () => {
  const { id, mails, answers, send, refused } = await asked();
  answers.push({ kind: "refused", reason: "bad-recipient", code: "smtp-550" });
  await send();
  expect(mails).toHaveLength(1);
  expect(await messagesNotSent(id, clock.now())).toMatchObject([{ kind: "share-asked", why: "refused" }]);
  await refused();
  expect(await messagesNotSent(id, clock.now())).toEqual([]);
  const other = await asked();
  await other.refused();
  await other.send();
  expect(other.mails).toEqual([]);
});

test("whose role has ended meanwhile is not told", async () => {
  const { mails, send, coordinator } = await asked();
  await db.membership.updateMany({ where: { userId: coordinator.user }, data: { endsAt: new Date(clock.now()) } });
  await send();
  expect(mails).toHaveLength(1);
});
