import type { Mail, MailSender } from "#lib/server/message/gateways/mail.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at, morningAt, neuhof, NOW, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { eventually } from "#tests/support/eventually.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { phones } from "./phone-store.ts";

const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  SMS_GATEWAY: "database",
  SMS_SENDER: "Aide",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { statementsOf } = await import("#tests/server/booking/statements.ts");
const { followLink } = await import("#lib/server/message/follow-link.ts");
const { openLink } = await import("#lib/server/message/short-links.ts");

const here = await neuhof(db);
afterAll(() => db.$disconnect());
beforeEach(async () => {
  await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(NOW) } });
  clock.move(Date.parse(NOW) - (clock.now() - clock.offset()));
});

const { moveTo, waitFor } = movedClock(clock);

let people = 0;
/** A mobile that nobody has yet: a contact may hold few appointments. */
const mobile = (): string => `+3361${String((people += 1)).padStart(7, "0")}`;

/** Somebody with a mobile who books an hour of a morning of their own (ten o’clock of that Monday). */
async function booked(
  wish: { phone?: string | undefined; language?: string; email?: string; day?: string; proven?: false } = {},
) {
  const { day, proven, ...contact } = { phone: mobile(), ...wish };
  const permanence = await morningAt(db, here, { ...(day !== undefined && { day }) });
  const start = day === undefined ? at("10:00") : at("10:00", day);
  const made = await bookAppointment(
    { kind: "anonymous" },
    { permanence, topics: ["caf"], start, onBehalfOf: false, ...(contact as { phone?: string }) },
  );
  if (!made.ok) throw new Error(made.refusal);
  if (proven !== false) await db.appointment.update({ where: { id: made.value.id }, data: { proven: "phone" } });
  const byService = (): Promise<unknown> =>
    db.appointment.update({
      where: { id: made.value.id },
      data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
    });
  const restored = (): Promise<unknown> =>
    db.appointment.update({ where: { id: made.value.id }, data: { state: "booked", cancelledAt: null } });
  const messages = () =>
    db.outboxMessage.findMany({ where: { appointmentId: made.value.id }, orderBy: [{ dueAt: "asc" }, { id: "asc" }] });
  const told = () => db.told.findUnique({ where: { appointmentId: made.value.id } });
  return { ...made.value, permanence, start, byService, restored, messages, told };
}

const send = (phone = phones(), random = 0.5) =>
  tellAndSend(clock.now(), { sms: phone.gateway, mailOf: mailOfAppointment, random: () => random });

test("whoever books is told at once, 48 hours and 2 hours before, each on the clock of the place", async () => {
  const phone = phones();
  const { messages } = await booked({ day: WEEK_AFTER });
  await send(phone);
  expect(
    (await messages()).map(({ kind, dueAt, sentAt }) => [kind, sentAt === null ? dueAt.toISOString() : "sent"]),
  ).toEqual([
    ["confirmation", "sent"],
    ["first-reminder", "2026-11-28T09:00:00.000Z"],
    ["last-reminder", "2026-11-30T07:00:00.000Z"],
  ]);
  moveTo(at("10:00", "2026-11-28"));
  await send(phone);
  moveTo(at("08:00", WEEK_AFTER));
  await send(phone);
  expect(phone.texts().map((text) => text.split("\n")[0])).toEqual([
    "Votre rendez-vous : lundi 30 novembre à 10 h.",
    "On vous attend lundi 30 novembre à 10 h.",
    "On vous attend aujourd'hui, lundi 30 novembre, à 10 h.",
  ]);
});

test("the address in a message opens the page of the appointment, and is dead a day after the hour", async () => {
  const phone = phones();
  const { secret, start } = await booked({ language: "ar" });
  await send(phone);
  const link = /\/r\/(?<secret>\S+)/u.exec(phone.texts()[0] ?? "")?.groups?.["secret"] ?? "";
  expect(link).toMatch(/^[1-9a-z]{12}$/u);
  expect(await openLink(link)).toMatchObject({ page: "rendez-vous", secret, language: "ar" });
  expect(await openLink(`${link.slice(0, 11)}${link.endsWith("1") ? "2" : "1"}`)).toBeUndefined();
  const day = 24 * 60 * MINUTE;
  expect(await openLink(link, instant(start + day - 1))).toBeDefined();
  expect(await openLink(link, instant(start + day))).toBeUndefined();
  expect(await db.shortLink.findMany({ select: { hash: true } })).not.toEqual(
    expect.arrayContaining([{ hash: Buffer.from(link) }]),
  );
});

test("a cancel takes the reminders back, tells it once, and an undo before it has left tells nobody anything", async () => {
  const phone = phones();
  const { byService, restored, messages, told } = await booked();
  await send(phone);
  await byService();
  await restored();
  await send(phone);
  expect(phone.sent).toHaveLength(1);
  await byService();
  await send(phone);
  expect(phone.texts()[1]).toMatch(/^Annulé : lundi 23 novembre à 10 h\./u);
  expect(await told()).toMatchObject({ known: "cancelled", way: "sms" });
  expect((await messages()).filter(({ sentAt, cancelledAt }) => sentAt === null && cancelledAt === null)).toEqual([]);
  await restored();
  await send(phone);
  expect(phone.texts()[2]).toMatch(/^Il a lieu : /u);
  expect(await told()).toMatchObject({ known: "booked" });
});

test("a moved hour is told with the one that was given up, and has reminders of its own", async () => {
  const phone = phones();
  const { secret, messages, permanence } = await booked();
  await send(phone);
  await moveAppointment(secret, { permanence, start: at("11:00") });
  await send(phone);
  expect(phone.texts()[1]).toMatch(/^Nouvelle heure : lundi 23 novembre, 11 h \(et non 10 h\)\./u);
  expect(
    (await messages()).filter(({ kind, cancelledAt }) => kind === "last-reminder" && cancelledAt === null),
  ).toMatchObject([{ dueAt: new Date(at("09:00")) }]);
});

test("whoever left a landline or nothing has no message, and knows what they booked", async () => {
  const phone = phones();
  const landline = await booked({ phone: "+33388000002" });
  const nobody = await booked({ phone: undefined });
  await send(phone);
  expect(phone.sent).toEqual([]);
  expect([await landline.messages(), await nobody.messages()]).toEqual([[], []]);
  expect([await landline.told(), await nobody.told()]).toMatchObject([
    { known: "booked", way: "self" },
    { way: "self" },
  ]);
});

/**
 * Eight people who have just booked, and what happens to the four whose messages are not begun yet while those of the
 * other four, which are handed over together, are on their way.
 */
async function whileFourAreOnTheirWay(
  act: (others: readonly Awaited<ReturnType<typeof booked>>[]) => Promise<unknown>,
) {
  const phone = phones();
  const people = await Promise.all(Array.from({ length: 8 }, () => booked()));
  let done = false;
  for (let other = 0; other < 3; other += 1) phone.meanwhile(() => eventually(() => done, true));
  const others: (typeof people)[number][] = [];
  phone.meanwhile(async () => {
    const begun = await db.outboxMessage.findMany({ where: { lostAt: { not: null } } });
    others.push(...people.filter(({ id }) => begun.every(({ appointmentId }) => appointmentId !== id)));
    await act(others);
    done = true;
  });
  await send(phone);
  expect(others).toHaveLength(4);
  return { phone, others };
}

test("nothing leaves once a cancel was answered, not even a message that a process has taken already", async () => {
  const { phone, others } = await whileFourAreOnTheirWay(async (people) => {
    for (const { secret } of people) expect(await cancelAppointment(secret)).toMatchObject({ ok: true });
  });
  expect(phone.sent).toHaveLength(4);
  for (const { messages } of others)
    for (const { tries, cancelledAt } of await messages()) expect([tries, cancelledAt]).toEqual([0, expect.any(Date)]);
});

test("whoever moves it while a process has taken their message is told the new hour alone", async () => {
  const { phone } = await whileFourAreOnTheirWay(async (people) => {
    for (const { secret, permanence } of people)
      expect(await moveAppointment(secret, { permanence, start: at("11:00") })).toMatchObject({ ok: true });
  });
  const of = (hour: string) =>
    phone.texts().filter((text) => text.startsWith(`Votre rendez-vous : lundi 23 novembre à ${hour}.`));
  expect([phone.sent.length, of("10 h").length, of("11 h").length]).toEqual([8, 4, 4]);
});

test("a message that was cancelled while it was on its way and left all the same is followed by the truth", async () => {
  const phone = phones();
  const { byService, restored, told } = await booked();
  await send(phone);
  await byService();
  phone.meanwhile(async () => {
    await restored();
    await transaction(
      async (tx) =>
        (await import("#lib/server/message/tell-appointments.ts")).tellChangedInTransaction(tx, clock.now()),
      "service",
    );
    const { tellAppointments } = await import("#lib/server/message/tell-appointments.ts");
    await tellAppointments(clock.now());
  });
  await send(phone);
  await send(phone);
  expect(phone.texts().at(-1)).toMatch(/^Il a lieu : /u);
  expect(await told()).toMatchObject({ known: "booked" });
});

test("after a lost answer the gateway is asked by the tag: what it has is sent, what it has not is tried again", async () => {
  const phone = phones();
  const { messages } = await booked();
  phone.answer("lost-but-sent");
  await send(phone);
  expect(await messages()).toMatchObject([{ kind: "confirmation", sentAt: null, tries: 1 }, {}]);
  waitFor(2);
  await send(phone);
  expect(phone.sent).toHaveLength(1);
  expect((await messages())[0]).toMatchObject({ tries: 1, doubles: 0, gateway: "database" });
  const another = await booked();
  phone.answer("lost");
  await send(phone);
  waitFor(2);
  await send(phone);
  waitFor(2);
  await send(phone);
  expect(phone.sent).toHaveLength(2);
  expect((await another.messages())[0]).toMatchObject({ tries: 2, doubles: 0 });
});

test("where it cannot say, one more try is made and counted, and then a person is asked", async () => {
  const phone = phones({ by: "nothing" });
  const { messages, told } = await booked();
  phone.answer("lost", "lost");
  for (const minutes of [0, 2, 5, 10]) {
    waitFor(minutes);
    await send(phone);
  }
  expect((await messages())[0]).toMatchObject({ tries: 2, doubles: 1, givenUpWhy: "unknown", sentAt: null });
  expect(await told()).toBeNull();
});

test("a process that ends while a message is on its way leaves it to be asked about, not sent twice", async () => {
  const phone = phones();
  const { messages } = await booked();
  const { beginTry, takeMessages } = await import("#lib/server/outbox/outbox.ts");
  const { tellAppointments } = await import("#lib/server/message/tell-appointments.ts");
  await tellAppointments(clock.now());
  const [taken] = await takeMessages(clock.now(), 1, ["confirmation"]);
  expect(await beginTry(db, taken!, { channel: "sms", place: here.place }, clock.now())).toBe(true);
  await phone.gateway.send({ to: "+33612345678", text: "", coding: "gsm-7", tag: taken!.id });
  waitFor(11);
  await send(phone);
  expect(phone.sent).toHaveLength(1);
  expect((await messages())[0]).toMatchObject({ tries: 1, doubles: 0 });
});

test("a gateway without credit stops the others too, and they leave once there is some", async () => {
  const phone = phones();
  for (let people = 0; people < 6; people += 1) await booked({ phone: `+3361234500${people}` });
  phone.answer(...Array.from({ length: 4 }, () => ({ kind: "refused", reason: "no-credit", code: "402" }) as const));
  await send(phone);
  expect(phone.sent).toEqual([]);
  waitFor(11);
  await send(phone);
  expect(phone.sent).toHaveLength(6);
});

test("what is not taken for want of credit uses none of its six tries, however long the credit is missing", async () => {
  const phone = phones();
  const { messages } = await booked({ day: WEEK_AFTER });
  for (let pause = 0; pause < 7; pause += 1) {
    phone.answer({ kind: "refused", reason: "no-credit", code: "402" });
    await send(phone);
    waitFor(11);
  }
  expect((await messages())[0]).toMatchObject({ tries: 0, lostAt: null, givenUpAt: null });
  phone.answer({ kind: "again", code: "http-503" });
  await send(phone);
  expect((await messages())[0]).toMatchObject({ tries: 1, givenUpAt: null });
  waitFor(2);
  await send(phone);
  expect((await messages())[0]).toMatchObject({ tries: 2, givenUpAt: null });
  expect(phone.sent).toHaveLength(1);
});

test("a number that does not exist is not tried again, and nobody counts as told", async () => {
  const phone = phones();
  const { messages, told } = await booked();
  phone.answer({ kind: "refused", reason: "bad-recipient", code: "1" });
  await send(phone);
  expect((await messages())[0]).toMatchObject({ givenUpWhy: "refused" });
  expect(await told()).toBeNull();
});

test("confirmations and reminders end with the SMS of the month at that place; a cancelled hour is told all the same", async () => {
  await db.organisationSettings.create({ data: { organisationId: here.organisation, serviceName: "Aide", smsCap: 0 } });
  const phone = phones();
  const { messages, byService } = await booked();
  await send(phone);
  expect((await messages())[0]).toMatchObject({ kind: "confirmation", givenUpWhy: "over-the-cap" });
  await byService();
  await send(phone);
  expect(phone.texts()).toEqual([expect.stringMatching(/^Annulé/u)]);
  await db.organisationSettings.deleteMany();
});

test("a telephone that is not proven gets the confirmation and one reminder; once an address was opened, both", async () => {
  const phone = phones();
  const one = await booked({ day: WEEK_AFTER, proven: false });
  const other = await booked({ day: WEEK_AFTER, proven: false });
  await send(phone);
  const [link = ""] = /(?<=\/r\/)[1-9a-z]{12}/u.exec(phone.texts()[1] ?? "") ?? [];
  expect(await followLink(link, new Headers(), "person")).toMatchObject({ ok: true });
  for (const moment of [at("10:00", "2026-11-28"), at("08:00", WEEK_AFTER)]) {
    moveTo(moment);
    await send(phone);
  }
  const left = async ({ messages }: typeof one) =>
    (await messages()).filter(({ sentAt }) => sentAt !== null).map(({ kind }) => kind);
  const proven = await db.appointment.findUniqueOrThrow({ where: { id: one.id } });
  const [opened, unopened] = proven.proven === "phone" ? [one, other] : [other, one];
  expect(await left(opened)).toEqual(["confirmation", "first-reminder", "last-reminder"]);
  expect(await left(unopened)).toEqual(["confirmation", "last-reminder"]);
});

test("whoever books and cancels with somebody else’s telephone sends it three confirmations in a day; what the service cancels is told", async () => {
  const phone = phones();
  const theirs = mobile();
  for (let time = 0; time < 5; time += 1) {
    const { secret } = await booked({ phone: theirs, proven: false });
    await send(phone);
    await cancelAppointment(secret);
  }
  expect(phone.sent.filter(({ to }) => to === theirs)).toHaveLength(3);
  const { byService } = await booked({ phone: theirs, proven: false });
  await byService();
  await send(phone);
  expect(phone.texts().at(-1)).toMatch(/^Annulé/u);
});

test("by night nothing leaves that is not about the next twelve hours", async () => {
  moveTo(at("21:00", "2026-11-21"));
  const phone = phones();
  await booked();
  await send(phone);
  expect(phone.sent).toEqual([]);
  moveTo(at("08:00", "2026-11-22"));
  await send(phone);
  expect(phone.sent).toHaveLength(1);
});

test("two processes share the work: each message leaves once", async () => {
  const phone = phones();
  for (let people = 0; people < 12; people += 1) await booked({ phone: `+336123450${10 + people}` });
  await Promise.all([send(phone), send(phone), send(phone)]);
  expect(new Set(phone.sent.map(({ tag }) => tag)).size).toBe(phone.sent.length);
  expect(phone.sent).toHaveLength(12);
});

test("what many people are told is worked out in as many statements as for one", async () => {
  const { tellAppointments } = await import("#lib/server/message/tell-appointments.ts");
  await booked();
  const one = await statementsOf(() => tellAppointments(clock.now()));
  for (let people = 0; people < 12; people += 1) await booked({ phone: `+336123460${10 + people}` });
  expect(await statementsOf(() => tellAppointments(clock.now()))).toHaveLength(one.length);
});

test("whoever stops the SMS of their number has none any more, and has reminders again once they want them", async () => {
  const { changeOwnContactWay } = await import("#lib/server/booking/own-contact-way.ts");
  const phone = phones();
  const { secret, messages } = await booked();
  await send(phone);
  const waiting = async () =>
    (await messages())
      .filter(({ sentAt, cancelledAt }) => sentAt === null && cancelledAt === null)
      .map(({ kind }) => kind);
  expect(await waiting()).toEqual(["last-reminder"]);
  await changeOwnContactWay(secret, "no-sms");
  await send(phone);
  expect(await waiting()).toEqual([]);
  await changeOwnContactWay(secret, "sms");
  await send(phone);
  expect([await waiting(), phone.sent.length]).toEqual([["last-reminder"], 1]);
});

test("whoever left an e-mail alone gets a mail that their calendar takes, and one that takes it out again", async () => {
  const mails: Mail[] = [];
  const mail: MailSender = {
    send: (one) => {
      mails.push(one);
      return Promise.resolve({ kind: "accepted", id: one.tag });
    },
    close: () => {},
  };
  const sendMails = () => tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5 });
  const { byService, restored, told } = await booked({ phone: undefined, email: "fatima@exemple.fr", language: "tr" });
  await sendMails();
  waitFor(1);
  await byService();
  await sendMails();
  waitFor(1);
  await restored();
  await sendMails();
  expect(mails.map(({ to, calendar }) => [to, calendar?.method])).toEqual([
    ["fatima@exemple.fr", "REQUEST"],
    ["fatima@exemple.fr", "CANCEL"],
    ["fatima@exemple.fr", "REQUEST"],
  ]);
  const line = (name: string) =>
    mails.map(({ calendar }) => new RegExp(`^${name}[:;](.*)$`, "mu").exec(calendar?.content ?? "")?.[1]);
  expect(new Set(line("UID")).size).toBe(1);
  const sequences = line("SEQUENCE").map(Number);
  expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
  expect(mails[0]?.text).toContain("/r/");
  expect(mails.every(({ from, html }) => from.address !== "" && !/<img|Fatima/iu.test(html))).toBe(true);
  expect(await told()).toMatchObject({ known: "booked", way: "mail" });
});

test("a demonstration keeps what it would send, and shows it as a phone and a mailbox do", async () => {
  const { readDemoMessages } = await import("#lib/server/message/demo-messages.ts");
  const { senders } = await import("#lib/server/message/senders.ts");
  const { GET: openMail } = await import("#app/[locale]/(site)/messages/[id]/route.ts");
  await booked({ language: "ar" });
  await booked({ phone: undefined, email: "mehmet@exemple.fr" });
  await tellAndSend(clock.now(), senders(mailOfAppointment));
  const [mail, sms] = (await readDemoMessages(2)).toSorted((one, other) => one.channel.localeCompare(other.channel));
  expect([mail, sms]).toMatchObject([
    { channel: "mail", to: "mehmet@exemple.fr", subject: expect.stringMatching(/10\sh/u) as string },
    { channel: "sms", segments: 2 },
  ]);
  const open = (id: string) =>
    openMail(new Request(`http://localhost:3000/messages/${id}`), { params: Promise.resolve({ id }) });
  const opened = await open(mail!.tag);
  expect([opened.status, opened.headers.get("content-security-policy")]).toEqual([
    200,
    expect.stringContaining("sandbox"),
  ]);
  expect(await opened.text()).toContain("<html");
  expect((await open(sms!.tag)).status).toBe(404);
});
