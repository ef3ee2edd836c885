import type { SendResult } from "#lib/server/message/gateways/gateway.ts";
import { mailboxes } from "#tests/server/message/phone-store.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { on, planned } from "#tests/server/planning/assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { unassign } = await import("#lib/server/planning/assignments/unassign.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { readMessages, readMessageTroubles } = await import("#lib/server/organisation/messages/message-settings.ts");
const { settleNotSent } = await import("#lib/server/organisation/messages/messages-not-sent.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");

const START = on("02-25 10:00");
const { moveTo, waitFor } = movedClock(clock);
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.deleteMany();
  await db.staffTold.deleteMany();
  moveTo(START);
});

const REFUSED: SendResult = { kind: "refused", reason: "bad-recipient", code: "smtp-550" };

/** A planned half-day, and a mail server that gives `answers` to the next mails instead of taking them. */
async function team() {
  const here = await planned(db);
  const organisation = (here.coordinator.roles[0] as { organisation: string }).organisation;
  const awa = await here.person("Awa");
  const { sender: mail, mails, answers } = mailboxes();
  const send = async () => {
    await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
    waitFor(6);
    await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
  };
  const plan = async (account = awa, permanence = here.permanence) => {
    const done = await assign(here.coordinator, { permanence, account });
    if (!done.ok) throw new Error(done.refusal);
  };
  const takeOff = async () => {
    const { id } = await db.assignment.findFirstOrThrow({
      where: { permanenceId: here.permanence, conseillerId: awa, released: false },
    });
    await unassign(here.coordinator, { assignment: id });
  };
  const listed = async () => {
    const read = await readMessages(here.coordinator, organisation);
    if (!read.ok) throw new Error(read.refusal);
    return read.value.notSent;
  };
  const more = async (day: string) => (await here.halfDay(here.neuhof, on(`${day} 09:00`), { desks: 2 })).id;
  return { ...here, organisation, awa, answers, mails, send, plan, takeOff, listed, more };
}

test("a mail that somebody’s mailbox refused stands on the list, with to whom, what about and why", async () => {
  const { coordinator, organisation, awa, answers, send, plan, listed } = await team();
  await plan();
  answers.push(REFUSED);
  await send();
  expect(await listed()).toMatchObject([
    {
      kind: "assigned",
      why: "refused",
      to: { is: "team", account: awa, name: "Awa" },
      halfDays: [{ place: "Neuhof" }],
    },
  ]);
  expect(await readMessageTroubles(coordinator, organisation)).toEqual({ near: 0, reached: 0, ofDay: 0, notSent: 1 });
});

test("six tries without an answer are one line, and several of one kind too", async () => {
  const { answers, send, plan, listed, more, awa } = await team();
  answers.push(...Array.from({ length: 12 }, (): SendResult => ({ kind: "again", code: "smtp-451" })));
  await plan();
  for (let tries = 0; tries < 7; tries += 1) {
    await send();
    waitFor(3 ** tries);
  }
  expect(await listed()).toMatchObject([{ why: "too-often" }]);
  await plan(awa, await more("03-03"));
  for (let tries = 0; tries < 7; tries += 1) {
    await send();
    waitFor(3 ** tries);
  }
  expect(await listed()).toMatchObject([{ why: "too-often", halfDays: [{ place: "Neuhof" }, { place: "Neuhof" }] }]);
});

test("« C’est dit » takes it off, and counts as told: nobody is written to about it again", async () => {
  const { coordinator, organisation, awa, answers, mails, send, plan, listed } = await team();
  await plan();
  answers.push(REFUSED);
  await send();
  const [{ id = "" } = {}] = await listed();
  for (let twice = 0; twice < 2; twice += 1)
    expect(await settleNotSent(coordinator, { organisation, message: id })).toMatchObject({ ok: true });
  expect(await listed()).toEqual([]);
  await send();
  expect(mails).toEqual([]);
  expect(await db.staffTold.findFirst({ where: { accountId: awa } })).toMatchObject({ toldAt: expect.any(Date) });
  expect(
    await db.journalEntry.findMany({ where: { organisationId: organisation, act: "message-settled" } }),
  ).toMatchObject([{ data: { account: awa, kind: "assigned" } }]);
});

test("a later mail that left says it all, so that nothing is left on the list", async () => {
  const { answers, mails, send, plan, listed, more, awa } = await team();
  await plan();
  answers.push(REFUSED);
  await send();
  await plan(awa, await more("03-03"));
  await send();
  expect(mails).toHaveLength(1);
  expect(await listed()).toEqual([]);
});

test("what is not so any more, or over, is not on the list", async () => {
  const { answers, send, plan, takeOff, listed } = await team();
  await plan();
  answers.push(REFUSED);
  await send();
  await takeOff();
  expect(await listed()).toEqual([]);
  await plan();
  answers.push(REFUSED);
  await send();
  expect(await listed()).toHaveLength(1);
  moveTo(on("03-01 12:30"));
  expect(await listed()).toEqual([]);
});

test("a message of another kind stands for two weeks at most, a call for help for half an hour, with neither hour nor place", async () => {
  const { organisation, awa, listed } = await team();
  for (const kind of ["notice-to-hang", "help-needed"])
    await db.outboxMessage.create({
      data: {
        id: crypto.randomUUID(),
        organisationId: organisation,
        kind,
        causeKind: "closure",
        causeId: crypto.randomUUID(),
        accountId: awa,
        dedupeKey: `${kind}:${crypto.randomUUID()}`,
        dueAt: new Date(clock.now()),
        createdAt: new Date(clock.now()),
        attempts: 1,
        tries: 1,
        givenUpAt: new Date(clock.now()),
        givenUpWhy: "refused",
        channel: "mail",
      },
    });
  const kinds = async () => (await listed()).map(({ kind, why, halfDays }) => [kind, why, halfDays]).sort();
  expect(await kinds()).toEqual([
    ["help-needed", "refused", []],
    ["notice-to-hang", "refused", []],
  ]);
  waitFor(31);
  expect(await kinds()).toEqual([["notice-to-hang", "refused", []]]);
  waitFor(14 * 24 * 60);
  expect(await listed()).toEqual([]);
});

test("nobody of another organisation sees or settles it", async () => {
  const { organisation, answers, send, plan, listed } = await team();
  const other = await team();
  await plan();
  answers.push(REFUSED);
  await send();
  const [{ id = "" } = {}] = await listed();
  expect(await other.listed()).toEqual([]);
  expect(await settleNotSent(other.coordinator, { organisation, message: id })).toMatchObject({
    refusal: "not-allowed",
  });
  await settleNotSent(other.coordinator, { organisation: other.organisation, message: id });
  expect(await listed()).toHaveLength(1);
});
