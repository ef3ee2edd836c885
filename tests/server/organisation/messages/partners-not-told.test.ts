import type { SendResult } from "#lib/server/message/gateways/gateway.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { CAF, partnersOn } from "#tests/server/calendar/partners.ts";
import { monday, on } from "#tests/server/planning/assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { readMessages, readMessageTroubles } = await import("#lib/server/organisation/messages/message-settings.ts");
const { settleNotSent } = await import("#lib/server/organisation/messages/messages-not-sent.ts");
const { changeShare, revokeShare } = await import("#lib/server/calendar/change-share.ts");
const { readJournal } = await import("#lib/server/journal/read-journal.ts");
const { statementsOf } = await import("#tests/server/booking/statements.ts");

const START = on("02-25 10:00");
const { moveTo, waitFor } = movedClock(clock);
const shared = await partnersOn({ db, clock, waitFor });
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.deleteMany();
  await db.halfDayToTell.deleteMany();
  await db.staffTold.deleteMany();
  moveTo(START);
});

const REFUSED: SendResult = { kind: "refused", reason: "bad-recipient", code: "smtp-550" };

/** A partner whose mailbox refused the mail of a half-day that was cancelled, and the list of its organisation. */
async function refused() {
  const here = await shared();
  const listed = async () => {
    const read = await readMessages(here.coordinator, here.organisation);
    if (!read.ok) throw new Error(read.refusal);
    return read.value.notSent;
  };
  here.answers.push(REFUSED);
  await here.cancel();
  await here.read();
  const [{ id: message = "" } = {}] = await listed();
  const settle = () => settleNotSent(here.coordinator, { organisation: here.organisation, message });
  return { ...here, listed, settle };
}

test("a mail that a partner’s mailbox refused stands on the list: which partner, of which share, what about and why", async () => {
  const { coordinator, organisation, made, listed } = await refused();
  expect(await listed()).toMatchObject([
    {
      kind: "half-day-cancelled",
      why: "refused",
      to: { is: "partner", share: made.id, name: "CAF", shareName: "Permanences" },
      halfDays: [{ place: "Neuhof", zone: "Europe/Paris", span: { start: monday("09:00"), end: monday("12:00") } }],
    },
  ]);
  expect((await listed())[0]?.to).not.toHaveProperty("phone");
  expect(await readMessageTroubles(coordinator, organisation)).toEqual({ near: 0, reached: 0, ofDay: 0, notSent: 1 });
});

test("the telephone is that of whoever asked for the calendar, else that of the partner’s organisation", async () => {
  const { made, organisation, listed } = await refused();
  const phone = async () => (await listed()).map(({ to }) => (to.is === "partner" ? to.phone : undefined));
  const { receiverId } = await db.calendarShare.findUniqueOrThrow({ where: { id: made.id } });
  await db.organisation.update({ where: { id: receiverId }, data: { phone: "+33388000001" } });
  expect(await phone()).toEqual(["+33388000001"]);
  await db.shareRequest.create({
    data: {
      organisationId: organisation,
      sender: "CAF",
      email: CAF,
      phone: "+33388000002",
      purpose: "Orienter",
      createdAt: new Date(START),
      decidedAt: new Date(START),
      accepted: true,
      shareId: made.id,
    },
  });
  expect(await phone()).toEqual(["+33388000002"]);
});

test("« C’est dit » takes it off and counts as told: held after all it is told, cancelled it is not told again", async () => {
  const { organisation, made, read, hold, other, cancel, listed, settle } = await refused();
  for (let twice = 0; twice < 2; twice += 1) expect(await settle()).toMatchObject({ ok: true });
  expect(await listed()).toEqual([]);
  expect(await db.partnerTold.findMany({ where: { shareId: made.id } })).toMatchObject([{ cancelled: true }]);
  expect(
    await db.journalEntry.findMany({ where: { organisationId: organisation, act: "message-settled" } }),
  ).toMatchObject([{ data: { share: made.id, kind: "half-day-cancelled" } }]);
  await cancel(await other("03-02"));
  expect(await read()).toEqual([expect.stringMatching(/^Annulé\s: mardi 2 mars/u)]);
  await hold();
  expect(await read()).toEqual([expect.stringMatching(/^La permanence a bien lieu\s: lundi 1er mars/u)]);
});

test("the journal says who told it, and to which partner", async () => {
  const { organisation, coordinator, person, settle } = await refused();
  await settle();
  const administrator = {
    kind: "staff",
    user: await person("Ada", "administrator"),
    by: "login",
    roles: [{ organisation, role: "administrator", places: "all" }],
  } as const;
  const journal = await readJournal(administrator, { organisation, act: "message-settled" });
  if (!journal.ok) throw new Error(journal.refusal);
  expect(journal.value.entries).toMatchObject([
    {
      act: "message-settled",
      actor: { kind: "account", account: { id: (coordinator as { user: string }).user } },
      organisation: "CAF",
    },
  ]);
});

test("a later mail of its kind that left says it all: nothing is left on the list, also while the next one waits", async () => {
  const { cancel, other, read, send, listed } = await refused();
  await cancel(await other("03-02"));
  expect(await read()).toHaveLength(1);
  expect(await listed()).toEqual([]);
  await cancel(await other("03-03"));
  await send();
  expect(await listed()).toEqual([]);
});

test("what is not so any more, over, two weeks old, or of a share that ended is not on the list", async () => {
  const held = await refused();
  const over = await refused();
  const old = await refused();
  const ended = await refused();
  await held.hold();
  expect(await held.listed()).toEqual([]);
  await revokeShare(ended.coordinator, ended.made.id);
  expect(await ended.listed()).toEqual([]);
  expect([(await over.listed()).length, (await old.listed()).length]).toEqual([1, 1]);
  moveTo(monday("12:00"));
  expect(await over.listed()).toEqual([]);
  const { id: halfDay } = await old.halfDay(old.neuhof, on("03-30 09:00"));
  old.answers.push(REFUSED);
  await old.cancel(halfDay);
  await old.read();
  expect(await old.listed()).toHaveLength(1);
  waitFor(14 * 24 * 60 + 1);
  expect(await old.listed()).toEqual([]);
});

test("once the address is mended, what the partner was not told leaves to the new one, and is off the list", async () => {
  const { coordinator, made, mails, send, listed } = await refused();
  await changeShare(coordinator, made.id, { toldEmail: "agenda@caf.example" });
  expect(await listed()).toHaveLength(1);
  waitFor(6);
  await send();
  expect(mails.map(({ to }) => to)).toEqual(["agenda@caf.example"]);
  expect(await listed()).toEqual([]);
});

test("nobody of another organisation sees or settles it, nor whoever of the team has no right to", async () => {
  const mine = await refused();
  const other = await shared();
  const [{ id = "" } = {}] = await mine.listed();
  const theirs = await readMessages(other.coordinator, other.organisation);
  expect(theirs).toMatchObject({ value: { notSent: [] } });
  const settle = (actor: typeof mine.coordinator, organisation: string) =>
    settleNotSent(actor, { organisation, message: id });
  expect(await settle(other.coordinator, mine.organisation)).toMatchObject({ refusal: "not-allowed" });
  await settle(other.coordinator, other.organisation);
  const helper = {
    kind: "staff",
    user: await mine.person("Awa"),
    by: "login",
    roles: [{ organisation: mine.organisation, role: "conseiller", places: "all" }],
  } as const;
  expect(await settle(helper, mine.organisation)).toMatchObject({ refusal: "not-allowed" });
  expect(await mine.listed()).toHaveLength(1);
});

test("the list of many partners is as many statements as that of one", async () => {
  const here = await refused();
  const one = await statementsOf(() => here.listed());
  for (const name of ["Mission locale", "Maison de quartier"]) {
    await here.share({ receiver: { name, kind: "association" }, toldEmail: `${name.length}@partenaire.example` });
    here.answers.push(REFUSED);
  }
  const halfDay = await here.other("03-03");
  here.answers.push(REFUSED);
  await here.cancel(halfDay);
  await here.read();
  const many = await statementsOf(() => here.listed());
  expect((await here.listed()).length).toBe(3);
  expect(many).toHaveLength(one.length);
});
