import { createServer, type AddressInfo } from "node:net";
import { smtpMail } from "#lib/server/message/gateways/mail.ts";
import { smtpServer } from "./smtp-server.ts";

const server = await smtpServer();
const mails = smtpMail(server.url, { deadline: 10_000, connections: 1 });

afterAll(async () => {
  mails.close();
  await server.close();
});

const TAG = "01940000-0000-7000-8000-000000000001";

const mail = (changes: Partial<Parameters<typeof mails.send>[0]> = {}) => ({
  tag: TAG,
  to: "fatima@example.org",
  from: { name: "Aide numérique", address: "permanences@ville.example" },
  replyTo: "accueil@ville.example",
  subject: "Votre rendez-vous",
  text: "Lundi à 10 h",
  html: "<p>Lundi à 10 h</p>",
  ...changes,
});

const header = (letter: string, name: string): string =>
  new RegExp(`^${name}: (.+)$`, "mu").exec(letter.replaceAll(/\r\n[ \t]+/gu, " "))?.[1]?.trim() ?? "";

test("a mail leaves from the organisation, as text and as HTML, with a Message-ID made of its tag", async () => {
  expect(await mails.send(mail())).toEqual({ kind: "accepted", id: `<${TAG}@ville.example>` });
  const letter = server.letters.at(-1)!;
  expect(header(letter, "Message-ID")).toBe(`<${TAG}@ville.example>`);
  expect(header(letter, "From")).toMatch(/<permanences@ville\.example>$/);
  expect([header(letter, "To"), header(letter, "Reply-To"), header(letter, "Auto-Submitted")]).toEqual([
    "fatima@example.org",
    "accueil@ville.example",
    "auto-generated",
  ]);
  expect(letter.match(/^Content-Type: [a-z/]+/gmu)).toEqual([
    "Content-Type: multipart/alternative",
    "Content-Type: text/plain",
    "Content-Type: text/html",
  ]);
});

test("a mail names the page on which its reader stops them, and no address that would stop them by itself", async () => {
  const unsubscribe = "https://permanences.example/r/k3v9q7m2x4ab#prevenir";
  await mails.send(mail({ unsubscribe }));
  const letter = server.letters.at(-1)!;
  expect(header(letter, "List-Unsubscribe")).toBe(`<${unsubscribe}>`);
  expect(letter).not.toMatch(/^List-Unsubscribe-Post:/imu);
  await mails.send(mail());
  expect(server.letters.at(-1)).not.toMatch(/^List-/imu);
});

test("an invitation stands among the alternatives with its method, and once more as a file", async () => {
  const content = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
  await mails.send(mail({ calendar: { method: "REQUEST", content } }));
  const letter = server.letters.at(-1)!;
  expect(letter).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST/mu);
  expect(letter).toMatch(/filename=rendez-vous\.ics/u);
  await mails.send(mail({ calendar: { method: "CANCEL", content: content.replace("REQUEST", "CANCEL") } }));
  expect(server.letters.at(-1)).toMatch(/text\/calendar; charset=utf-8; method=CANCEL/u);
});

test("mails share a connection, and a second try has the same Message-ID", async () => {
  const before = server.connections();
  await Promise.all([mails.send(mail()), mails.send(mail()), mails.send(mail())]);
  expect(server.connections()).toBe(before);
  expect(new Set(server.letters.slice(-3).map((letter) => header(letter, "Message-ID"))).size).toBe(1);
});

test.each([
  ["sender", 550, "5.7.1 Not your address", "sender-not-allowed"],
  ["recipient", 550, "5.1.1 No such user", "bad-recipient"],
  ["recipient", 554, "5.7.1 Relay access denied", "sender-not-allowed"],
  ["after-data", 554, "5.6.0 Looks like spam", "text-refused"],
] as const)("at the %s, %i %s is refused for good as %s", async (at, code, says, reason) => {
  server.meets({ at, code, says });
  expect(await mails.send(mail())).toEqual({ kind: "refused", reason, code: `smtp-${code}` });
});

test.each([
  ["connect", 421],
  ["after-data", 452],
] as const)("at the %s, %i is tried again", async (at, code) => {
  const fresh = smtpMail(server.url, { deadline: 10_000 });
  server.meets({ at, code });
  expect(await fresh.send(mail())).toEqual({ kind: "again", code: `smtp-${code}` });
  expect(await fresh.send(mail())).toMatchObject({ kind: "accepted" });
  fresh.close();
});

test("a wrong password is a refusal that the next mail would meet too", async () => {
  const wrong = smtpMail(server.withPassword("other"), { deadline: 10_000 });
  expect(await wrong.send(mail())).toEqual({ kind: "refused", reason: "not-authorised", code: "smtp-535" });
  wrong.close();
});

test("an address that is none is refused before anything is sent", async () => {
  expect(await mails.send(mail({ to: "" }))).toMatchObject({ kind: "refused", reason: "bad-recipient" });
});

test("a connection that breaks within the mail has sent nothing, and it is tried again", async () => {
  const fresh = smtpMail(server.url, { deadline: 10_000 });
  const before = server.letters.length;
  server.meets({ at: "within-data", code: "cut" });
  expect(await fresh.send(mail({ html: `<p>${"x".repeat(1_000_000)}</p>` }))).toMatchObject({ kind: "again" });
  expect(server.letters).toHaveLength(before);
  fresh.close();
});

test("a connection that breaks after the whole mail leaves it unknown, and the pool sends it no second time", async () => {
  const before = server.letters.length;
  server.meets({ at: "after-data", code: "cut" });
  expect(await mails.send(mail())).toMatchObject({ kind: "unknown" });
  expect(await mails.send(mail({ subject: "The next one" }))).toMatchObject({ kind: "accepted" });
  expect(server.letters.slice(before)).toHaveLength(2);
});

test("a server that says nothing more after the whole mail leaves it unknown", async () => {
  server.meets({ at: "after-data", code: "silence" });
  expect(await smtpMail(server.url, { deadline: 1_500 }).send(mail())).toEqual({ kind: "unknown", code: "ETIMEDOUT" });
});

test("nobody at the address: nothing was sent, and it is tried again", async () => {
  const closed = createServer();
  await new Promise<void>((ready) => closed.listen(0, "127.0.0.1", ready));
  const { port } = closed.address() as AddressInfo;
  await new Promise<void>((done) => closed.close(() => done()));
  expect(await smtpMail(`smtp://127.0.0.1:${port}`, { deadline: 10_000 }).send(mail())).toEqual({
    kind: "again",
    code: "ESOCKET",
  });
});
