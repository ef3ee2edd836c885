import { smtpMail } from "#lib/server/message/gateways/mail.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on } from "#tests/server/planning/assignments/planned.ts";
import { CAF, partnersOn } from "./partners.ts";

const smtp = await smtpServer();
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: "2027-02-25T10:00:00+01:00",
  APP_URL: "https://permanences.example",
  SMTP_URL: smtp.url,
  MAIL_FROM: "aide@permanences.example",
  LOG_LEVEL: "silent",
});
const { changeShare, renewShare, revokeShare } = await import("#lib/server/calendar/change-share.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { addressesOfShare } = await import("#lib/server/calendar/given-shares.ts");
const { readMailsOfShare, stopMailsOfShare } = await import("#lib/server/calendar/stop-partner-mails.ts");
const { loadPartnerMessages } = await import("#lib/server/calendar/tell-partners.ts");
const { readJournal } = await import("#lib/server/journal/read-journal.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { secretOf } = await import("#lib/server/secrets.ts");
const route = await import("#app/[locale]/ne-plus-recevoir/[secret]/arreter/route.ts");

const { moveTo, waitFor } = movedClock(clock);
const shared = await partnersOn({ db, clock, waitFor });
const mail = smtpMail(smtp.url, { deadline: 10_000 });
afterAll(async () => {
  mail.close();
  await smtp.close();
  await db.$disconnect();
});
beforeEach(() => moveTo(on("02-25 10:00")));

/**
 * A partner who got the mail of a half-day that was cancelled, by a real mail server: the address in it that stops
 * them.
 */
async function told() {
  const here = await shared();
  await here.cancel();
  await here.send();
  waitFor(6);
  const before = smtp.letters.length;
  await tellAndSend(clock.now(), {
    mail,
    mailOf: mailOfAppointment,
    random: () => 0.5,
    partnerMessages: loadPartnerMessages,
  });
  const letters = smtp.letters.slice(before).map((letter) => letter.replaceAll(/\r\n[ \t]+/gu, ""));
  const header = /^List-Unsubscribe:\s*<https:\/\/permanences\.example\/ne-plus-recevoir\/(?<secret>[\w-]{43})>/mu;
  const secret = header.exec(letters[0] ?? "")?.groups?.["secret"] ?? "";
  const email = async () => (await db.calendarShare.findUniqueOrThrow({ where: { id: here.made.id } })).toldEmail;
  const noted = () =>
    db.journalEntry.findMany({ where: { organisationId: here.organisation, act: "share-mails-stopped" } });
  return { ...here, letters, secret, email, noted };
}

const press = (secret: string) =>
  route.POST(
    new Request("https://permanences.example/x", {
      method: "POST",
      body: "",
      headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded" },
    }),
    { params: Promise.resolve({ locale: "fr", secret }) },
  );

test("the mail names the page in its last line and in its header, and asks no program to post", async () => {
  const { letters, secret, email } = await told();
  expect(letters).toHaveLength(1);
  expect(secret).toHaveLength(43);
  expect(letters[0]).not.toContain("List-Unsubscribe-Post");
  expect(await readMailsOfShare(secret)).toMatchObject({ value: { name: "Permanences", stopped: false } });
  expect(route).not.toHaveProperty("GET");
  expect(await email()).not.toBeNull();
});

test("the button stops them, once however often it is pressed; the journal says of which partner, and nothing is sent any more", async () => {
  const { secret, email, noted, organisation, made, hold, cancel, other, read, person } = await told();
  for (let twice = 0; twice < 2; twice += 1) {
    const answer = await press(secret);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/ne-plus-recevoir/${secret}?fait=oui`]);
  }
  expect(await email()).toBeNull();
  expect(await readMailsOfShare(secret)).toMatchObject({ value: { stopped: true } });
  expect(await noted()).toMatchObject([{ actor: "share", data: { share: made.id } }]);
  const administrator = {
    kind: "staff",
    user: await person("Ada", "administrator"),
    by: "login",
    roles: [{ organisation, role: "administrator", places: "all" }],
  } as const;
  const journal = await readJournal(administrator, { organisation, act: "share-mails-stopped" });
  expect(journal).toMatchObject({ value: { entries: [{ actor: { kind: "share" }, organisation: "CAF" }] } });
  await hold();
  await cancel(await other("03-02"));
  expect(await read()).toEqual([]);
});

test("pressed by two at once it is noted once", async () => {
  const { secret, email, noted } = await told();
  const answers = await Promise.all([stopMailsOfShare(secret), stopMailsOfShare(secret), stopMailsOfShare(secret)]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect([await email(), (await noted()).length]).toEqual([null, 1]);
});

test("whoever had a former e-mail of the share stops nothing of the one that stands now; the same one written again changes no address", async () => {
  const { secret, email, made, coordinator } = await told();
  const before = (await email()) ?? "";
  await changeShare(coordinator, made.id, { toldEmail: before });
  expect(await readMailsOfShare(secret)).toMatchObject({ ok: true });
  await changeShare(coordinator, made.id, { toldEmail: "agenda@caf.example" });
  expect(await readMailsOfShare(secret)).toEqual({ ok: false, refusal: "not-found" });
  expect((await press(secret)).headers.get("location")).toBe(`/ne-plus-recevoir/${secret}?refus=not-found`);
  expect(await email()).toBe("agenda@caf.example");
});

test("the address stops mails alone: it is not that of the calendar, which does not stop them, and outlives its renewal and its end", async () => {
  const { secret, made, coordinator, email, noted } = await told();
  const calendar = secretOf("share", made.id, 1);
  expect(secret).not.toBe(calendar);
  expect(await stopMailsOfShare(calendar)).toEqual({ ok: false, refusal: "not-found" });
  expect(await stopMailsOfShare("A".repeat(43))).toEqual({ ok: false, refusal: "not-found" });
  expect(await stopMailsOfShare("rien")).toEqual({ ok: false, refusal: "not-found" });
  await renewShare(coordinator, made.id, 1);
  expect(await readMailsOfShare(secret)).toMatchObject({ value: { stopped: false } });
  await revokeShare(coordinator, made.id);
  expect(await readMailsOfShare(secret)).toMatchObject({ value: { stopped: true } });
  expect(await stopMailsOfShare(secret)).toMatchObject({ ok: true });
  expect([await email(), await noted()]).toEqual([null, []]);
});

describe("what partners are told", () => {
  beforeEach(async () => {
    await db.outboxMessage.updateMany({ data: { cancelledAt: new Date(on("02-25 10:00")) } });
    await db.halfDayToTell.deleteMany();
    await db.staffTold.deleteMany();
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
    expect(mails[0]?.text).toMatch(/Ne plus recevoir ces messages\s*:\s+\S+\/ne-plus-recevoir\/[\w-]{43}\s/u);
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

  test("nobody is told of a half-day that their share does not show", async () => {
    const { cancel, read, meinau, share, other, neuhof, made, organisation } = await shared();
    await db.calendarShare.update({ where: { id: made.id }, data: { toldEmail: null } });
    await share({ shows: { by: "places", places: [meinau.id] } });
    await cancel();
    expect(await read()).toEqual([]);
    for (const [rank, key] of ["caf-prime-activite", "impots"].entries())
      await db.topic.create({ data: { organisationId: organisation, key, rank, minutes: 30 } });
    await share({ shows: { by: "topics", topics: ["caf-prime-activite"] } });
    const taxes = await other("03-03");
    await db.permanence.update({ where: { id: taxes }, data: { topicKeys: ["impots"] } });
    await cancel(taxes);
    expect(await read()).toEqual([]);
    const benefits = await other("03-04", neuhof);
    await db.permanence.update({ where: { id: benefits }, data: { topicKeys: ["caf-prime-activite"] } });
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
});
