import { smtpMail } from "#lib/server/message/gateways/mail.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { movedClock } from "#tests/support/moved-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { on } from "#tests/server/planning/assignments/planned.ts";
import { partnersOn } from "./partners.ts";

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
const { readMailsOfShare, stopMailsOfShare } = await import("#lib/server/calendar/stop-partner-mails.ts");
const { readyOfPartners } = await import("#lib/server/calendar/tell-partners.ts");
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

/** A partner who got the mail of a half-day that was cancelled, by a real mail server: the address in it that stops them. */
async function told() {
  const here = await shared();
  await here.cancel();
  await here.send();
  waitFor(6);
  const before = smtp.letters.length;
  await tellAndSend(clock.now(), { mail, mailOf: mailOfAppointment, random: () => 0.5, readyOfPartners });
  const letters = smtp.letters.slice(before).map((letter) => letter.replaceAll(/\r\n[ \t]+/gu, ""));
  const header = /^List-Unsubscribe:\s*<https:\/\/permanences\.example\/ne-plus-recevoir\/(?<secret>[\w-]{43})>/mu;
  const secret = header.exec(letters[0] ?? "")?.groups?.["secret"] ?? "";
  const email = async () => (await db.calendarShare.findUniqueOrThrow({ where: { id: here.made.id } })).toldEmail;
  const noted = () =>
    db.journalEntry.findMany({ where: { organisationId: here.organisation, act: "share-mails-stopped" } });
  return { ...here, letters, secret, email, noted };
}

const press = (secret: string, headers: Readonly<Record<string, string>> = {}) =>
  route.POST(
    new Request("https://permanences.example/x", {
      method: "POST",
      body: "",
      headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded", ...headers },
    }),
    { params: Promise.resolve({ locale: "fr", secret }) },
  );

test("the mail names the page in its last line and in its header, and asks no program to post", async () => {
  const { letters, secret, email } = await told();
  expect(letters).toHaveLength(1);
  expect(secret).toHaveLength(43);
  expect(letters[0]).not.toContain("List-Unsubscribe-Post");
  expect(await readMailsOfShare(secret)).toMatchObject({ value: { name: "Permanences", stopped: false } });
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

test("to open the address changes nothing, nor does a form of another site", async () => {
  const { secret, email } = await told();
  expect(route).not.toHaveProperty("GET");
  await readMailsOfShare(secret);
  expect((await press(secret, { origin: "https://ailleurs.example", "sec-fetch-site": "cross-site" })).status).toBe(
    403,
  );
  expect(await email()).not.toBeNull();
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
