import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on } from "#tests/server/planning/assignments/planned.ts";
import { CAF, partnersOn } from "./partners.ts";

const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
  LOG_LEVEL: "silent",
});
const { changeShare, revokeShare } = await import("#lib/server/calendar/change-share.ts");
const { addressesOfShare } = await import("#lib/server/calendar/given-shares.ts");

const START = on("02-25 10:00");
const { moveTo, waitFor } = movedClock(clock);
const shared = await partnersOn({ db, clock, waitFor });
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(START) } });
  await db.halfDayToTell.deleteMany();
  await db.staffTold.deleteMany();
  moveTo(START);
});

test("a half-day that is cancelled is mailed to the partner once it has settled, with the calendar and how to stop", async () => {
  const { cancel, send, mails, made } = await shared();
  await cancel();
  await send();
  expect(mails).toEqual([]);
  waitFor(5);
  await send();
  expect(mails).toMatchObject([{ to: CAF }]);
  expect(mails[0]?.subject).toMatch(/^Annulé\s: lundi 1er mars, de 9\sh à 12\sh, /u);
  expect(mails[0]?.text).toContain(addressesOfShare(made).page.replace(/^https?:\/\//u, ""));
  expect(mails[0]?.text).toMatch(/Ne plus recevoir ces messages\s*:\s+http:\S+\/ne-plus-recevoir\/[\w-]{43}\s/u);
  await send();
  expect(mails).toHaveLength(1);
});

test("what is cancelled and held again before it was told tells nobody; told, the partner reads that it is held after all", async () => {
  const { cancel, hold, read } = await shared();
  await cancel();
  await hold();
  expect(await read()).toEqual([]);
  await cancel();
  expect(await read()).toHaveLength(1);
  await hold();
  expect(await read()).toEqual([expect.stringMatching(/^La permanence a bien lieu\s: lundi 1er mars/u)]);
});

test("several that are cancelled are one mail, which names each", async () => {
  const { cancel, other, mails, send } = await shared();
  const next = await other("03-02");
  await cancel(next);
  await send();
  await cancel();
  waitFor(6);
  await send();
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toMatch(/1er mars[\s\S]*2 mars/u);
});

test("nobody is told of a half-day that their share does not show, nor where it shows taken hours alone", async () => {
  const { cancel, read, meinau, share, other, neuhof, made, organisation } = await shared();
  await db.calendarShare.update({ where: { id: made.id }, data: { toldEmail: null } });
  await share({ shows: { by: "places", places: [meinau.id] } });
  const hours = await share({});
  await db.calendarShare.update({ where: { id: hours.id }, data: { level: "free-busy" } });
  await cancel();
  expect(await read()).toEqual([]);
  for (const [rank, key] of ["caf-prime-activite", "impots"].entries())
    await db.topic.create({ data: { organisationId: organisation, key, rank, minutes: 30 } });
  await share({ shows: { by: "topics", topics: ["caf-prime-activite"] } });
  const taxes = await other("03-03");
  await db.permanence.update({ where: { id: taxes }, data: { topicKeys: ["impots"], everyTopic: false } });
  await cancel(taxes);
  expect(await read()).toEqual([]);
  const benefits = await other("03-04", neuhof);
  await db.permanence.update({
    where: { id: benefits },
    data: { topicKeys: ["caf-prime-activite"], everyTopic: false },
  });
  await cancel(benefits);
  expect(await read()).toHaveLength(1);
});

test("a share that ended, was revoked, or whose address was taken away while a mail waited sends none", async () => {
  const { cancel, read, made, share, coordinator, other } = await shared();
  await cancel();
  await changeShare(coordinator, made.id, { toldEmail: "" });
  expect(await read()).toEqual([]);
  const second = await share({});
  await cancel(await other("03-02"));
  await revokeShare(coordinator, second.id);
  expect(await db.calendarShare.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({ toldEmail: null });
  expect(await read()).toEqual([]);
  const third = await share({});
  await db.calendarShare.update({ where: { id: third.id }, data: { expiresAt: new Date(clock.now() - 1) } });
  await cancel(await other("03-03"));
  expect(await read()).toEqual([]);
});

test("an address that is given later is told of what is cancelled from then on", async () => {
  const { cancel, read, made, coordinator, other } = await shared({ toldEmail: "" });
  await cancel();
  expect(await read()).toEqual([]);
  await changeShare(coordinator, made.id, { toldEmail: CAF });
  expect(await read()).toEqual([]);
  await cancel(await other("03-02"));
  expect(await read()).toEqual([expect.stringMatching(/^Annulé\s: mardi 2 mars/u)]);
});

test("what begins within twelve hours is told at once, also by night; of what is over nobody is told", async () => {
  const { cancel, send, mails, other } = await shared();
  const today = await other("02-26");
  moveTo(on("02-25 22:00"));
  await cancel(today);
  await send();
  expect(mails).toHaveLength(1);
  await cancel();
  moveTo(monday("12:01"));
  await send();
  expect(mails).toHaveLength(1);
});

test("a mail that the server refuses counts as told to nobody", async () => {
  const { cancel, hold, read, answers } = await shared();
  answers.push({ kind: "refused", reason: "bad-recipient", code: "550" });
  await cancel();
  expect(await read()).toEqual([]);
  await hold();
  expect(await read()).toEqual([]);
});

test("two processes tell each partner once, and each only of their own calendar", async () => {
  const { cancel, send, mails, share } = await shared();
  await share({ receiver: { name: "Mission locale", kind: "association" }, toldEmail: "ml@ml.example" });
  const elsewhere = await shared({ toldEmail: "autre@ailleurs.example" });
  await cancel();
  await Promise.all([send(), send()]);
  waitFor(6);
  await Promise.all([send(), send(), send()]);
  expect(mails.map(({ to }) => to).sort()).toEqual([CAF, "ml@ml.example"]);
  expect(elsewhere.mails).toEqual([]);
});

test("after any sequence of cancelling, holding again and sending, what was told last is what is true", async () => {
  const { cancel, hold, send, mails } = await shared();
  let seed = 11;
  const chance = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  let cancelled = false;
  for (let act = 0; act < 30; act += 1) {
    if (chance() < 0.6) {
      await (cancelled ? hold() : cancel());
      cancelled = !cancelled;
    } else {
      waitFor(Math.floor(chance() * 8));
      await send();
    }
  }
  waitFor(6);
  await send();
  waitFor(6);
  await send();
  const kinds = mails.map(({ subject }) => subject.startsWith("Annulé"));
  expect(kinds.at(-1) ?? false).toBe(cancelled);
  expect(kinds.every((kind, at) => kind === (at % 2 === 0))).toBe(true);
});
