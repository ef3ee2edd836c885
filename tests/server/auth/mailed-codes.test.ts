import { jest } from "@jest/globals";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "./accounts.ts";
import { cookiesOf, inLocale, posted } from "./forms.ts";
import { letterSender } from "./send-letters.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let codes: typeof import("#lib/server/auth/sign-in-code.ts");
let login: typeof import("#lib/server/auth/login.ts");
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/code/route.ts").POST;
let server: Awaited<ReturnType<typeof smtpServer>>;
let letters: Awaited<ReturnType<typeof letterSender>>;
const said: unknown[] = [];

beforeAll(async () => {
  server = await smtpServer();
  Object.assign(process.env, {
    DATABASE_URL: await freshDatabase(),
    APP_ENV: "production",
    APP_SECRET: "a-secret-of-the-tests-only",
    APP_URL: "https://permanences.example",
    SMTP_URL: server.url,
    MAIL_FROM: "Permanences <permanences@exemple.fr>",
    LOG_LEVEL: "silent",
  });
  for (const way of ["log", "info", "warn", "error"] as const)
    jest.spyOn(console, way).mockImplementation((...words) => void said.push(...words));
  ({ db } = await import("#lib/server/db.ts"));
  ({ clock } = await import("#lib/server/clock.ts"));
  codes = await import("#lib/server/auth/sign-in-code.ts");
  login = await import("#lib/server/auth/login.ts");
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/code/route.ts"));
  letters = await letterSender(server.url);
});
afterAll(async () => {
  await db.$disconnect();
  letters.close();
  await server.close();
});
beforeEach(async () => {
  await db.outboxMessage.deleteMany();
  server.letters.length = 0;
});

const browser = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 22);
const someone = async (): Promise<string> => {
  const email = `${crypto.randomUUID()}@exemple.fr`;
  await account(db, email);
  return email;
};
const issue = async (email: string, there = browser()) => {
  const code = await codes.issueCode(email, there, "fr");
  if (code === undefined) throw new Error("no account");
  return code;
};
const row = () => db.outboxMessage.findFirstOrThrow();
/** A try that failed is made again now. */
const tryAgain = async () => {
  await db.outboxMessage.updateMany({ data: { dueAt: new Date(0) } });
  await letters.send();
};

test("the mail is put in with the code, of no organisation and without the code, and says it to whoever asked", async () => {
  const email = await someone();
  const code = await issue(email);
  const kept = await row();
  expect(kept).toMatchObject({ kind: "sign-in-code", organisationId: null, sentAt: null, channel: "mail" });
  expect(JSON.stringify([kept, await db.signInCode.findMany()])).not.toContain(code);
  await letters.send();
  expect(server.letters).toHaveLength(1);
  expect(server.letters[0]).toContain(`To: ${email}`);
  expect(server.letters[0]).toContain(code);
  expect(server.letters[0]).toContain("From: Ville de Strasbourg <permanences@exemple.fr>");
  expect(await row()).toMatchObject({ sentAt: expect.any(Date), gateway: "mail", gatewayId: null });
});

test("tried again, the mail says the same code, which signs in; also after an answer that was lost", async () => {
  const email = await someone();
  const there = browser();
  const code = await issue(email, there);
  server.meets({ at: "recipient", code: 451 });
  await letters.send();
  expect(await row()).toMatchObject({ sentAt: null, tries: 1 });
  server.meets({ at: "after-data", code: "cut" });
  await tryAgain();
  expect(await row()).toMatchObject({ sentAt: null, tries: 2, lostAt: expect.any(Date) });
  await tryAgain();
  await tryAgain();
  expect(await row()).toMatchObject({ sentAt: expect.any(Date), tries: 3, doubles: 1 });
  expect(server.letters.map((letter) => letter.includes(code))).toEqual([true, true]);
  expect(await login.signIn(email, code, there)).toMatchObject({ ok: true });
});

test("a code that was used, replaced, tried out or has ended is mailed no more", async () => {
  const ended: Record<string, (email: string, code: string, there: string) => Promise<unknown>> = {
    used: (email, code, there) => login.signIn(email, code, there),
    replaced: (email, _, there) => issue(email, there),
    "tried out": (email, code, there) =>
      Promise.all(Array.from({ length: 5 }, () => login.signIn(email, code === "000000" ? "111111" : "000000", there))),
    over: () => db.signInCode.updateMany({ data: { expiresAt: new Date(clock.now()) } }),
  };
  for (const [how, ends] of Object.entries(ended)) {
    await db.outboxMessage.deleteMany();
    server.letters.length = 0;
    const email = await someone();
    const there = browser();
    const code = await issue(email, there);
    const { id } = await row();
    await ends(email, code, there);
    await letters.send();
    expect([how, await db.outboxMessage.findUniqueOrThrow({ where: { id } })]).toMatchObject([
      how,
      { sentAt: null, cancelledAt: expect.any(Date), tries: 0 },
    ]);
    // Of the two of « replaced » the second left.
    expect([how, server.letters.length]).toEqual([how, how === "replaced" ? 1 : 0]);
  }
});

test("a try that would come after the ten minutes is not made", async () => {
  await issue(await someone());
  await db.signInCode.updateMany({ data: { expiresAt: new Date(clock.now() + 30_000) } });
  server.meets({ at: "recipient", code: 451 });
  await letters.send();
  expect(await row()).toMatchObject({ givenUpAt: expect.any(Date), givenUpWhy: "too-late" });
});

test("an account without any role gets its code, in the name of the installation", async () => {
  const { email } = await db.user.create({ data: { email: "sans.role@exemple.fr" } });
  await issue(email);
  await letters.send();
  expect(server.letters[0]).toContain("From: Permanences <permanences@exemple.fr>");
});

test("of an unknown address a code is kept and no mail put in; nor of a sign-in link", async () => {
  const before = await db.signInCode.count();
  expect(await codes.issueCode("inconnu@exemple.fr", browser(), "fr")).toBeUndefined();
  expect(await db.signInCode.count()).toBe(before + 1);
  await codes.keepCode(db, { email: await someone(), browser: browser(), code: "123456", minutes: 15 });
  expect(await db.outboxMessage.count()).toBe(0);
});

test("a code that was made with another secret is not mailed: it cannot be derived", async () => {
  await issue(await someone());
  await db.signInCode.updateMany({ data: { code: "0".repeat(64) } });
  await letters.send();
  expect(server.letters).toEqual([]);
});

test("codes do not wait behind other messages: their job takes none of the others", async () => {
  const { SENT_KINDS } = await import("#lib/server/message/send-due.ts");
  const { areCodesDue, isSendingDue } = await import("#lib/server/message/send-job.ts");
  await issue(await someone());
  expect(SENT_KINDS).not.toContain("sign-in-code");
  expect([await areCodesDue(clock.now()), await isSendingDue(clock.now())]).toEqual([true, false]);
  await letters.send();
  expect(await areCodesDue(clock.now())).toBe(false);
});

test("the digits are spread evenly over a million", async () => {
  const email = await someone();
  const there = browser();
  const firsts = new Map<string, number>();
  for (let time = 0; time < 200; time += 1) {
    const code = await issue(email, there);
    expect(code).toMatch(/^\d{6}$/u);
    firsts.set(code.slice(0, 1), (firsts.get(code.slice(0, 1)) ?? 0) + 1);
  }
  // Twenty each: fewer than two, or more than fifty, would come by chance less than once in a million.
  expect([...firsts.values()].filter((count) => count > 1 && count < 50)).toHaveLength(10);
});

const ask = (email: string, locale = "fr"): Promise<Response> =>
  send(posted("/connexion/envoyer", { email }), inLocale(locale));

/** The next letter, once what is due has been sent. */
const received = async (): Promise<string> => {
  await letters.send();
  return server.letters.shift() ?? "";
};

/** The parts of a letter by their type, each of which may be quoted-printable or base64. */
const partsOf = (letter: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    letter.split(/\r\n--[^\r\n]+\r\n/u).map((part) => {
      const [head = "", body = ""] = part.split(/\r\n\r\n(.*)/su);
      return [/Content-Type: ([a-z/]+)/u.exec(head)?.[1] ?? "", decoded(head, body)];
    }),
  );

const decoded = (head: string, body: string): string =>
  /base64/iu.test(head)
    ? Buffer.from(body, "base64").toString("utf8")
    : Buffer.from(
        body
          .replaceAll("=\r\n", "")
          .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
        "latin1",
      ).toString("utf8");

/** The code in the text part of a letter. */
const codeIn = (letter: string): string => /\b\d{6}\b/u.exec(partsOf(letter)["text/plain"] ?? "")?.[0] ?? "";

test("in production the code travels by mail and nowhere else, and signs in", async () => {
  await account(db, "conseiller@exemple.fr");
  const answer = await ask("conseiller@exemple.fr");
  const letter = await received();
  const code = codeIn(letter);
  expect(letter).toContain("To: conseiller@exemple.fr");
  expect(code).toMatch(/^\d{6}$/);
  expect(letter).toMatch(/^Subject: Votre code de connexion\r$/m);
  expect(partsOf(letter)["text/html"]).toContain(`>${code}</span>`);
  expect(partsOf(letter)["text/html"]).toMatch(/<html[^>]* lang="fr"/u);
  const pending = cookiesOf(answer)["sign-in"] ?? "";
  expect(Buffer.from(pending, "base64url").toString()).not.toContain(code);
  expect(answer.headers.get("location")).not.toContain(code);
  expect(JSON.stringify(said)).not.toContain(code);
  const done = await give(posted("/connexion/code", { code }, { "sign-in": pending }), inLocale("fr"));
  expect(done.headers.get("location")).toBe("/conseiller");
  expect(done.headers.getSetCookie().find((line) => line.startsWith("__Host-session="))).toMatch(/; Secure/);
});

test("an unknown address gets the same answer, byte for byte but for the address itself", async () => {
  await account(db, "connue@exemple.fr");
  const known = await ask("connue@exemple.fr");
  const unknown = await ask("absent@exemple.fr");
  await received();
  const seenOf = (answer: Response) => [
    answer.status,
    [...answer.headers].map(([name, value]) => [name, value.replace(/sign-in=[^;]*/, "")]),
    Object.keys(JSON.parse(Buffer.from(cookiesOf(answer)["sign-in"] ?? "", "base64url").toString()) as object),
  ];
  expect(seenOf(unknown)).toEqual(seenOf(known));
});

test("asked again at once by the same browser, no second letter leaves and the first code stays good", async () => {
  await account(db, "presse@exemple.fr");
  const first = await ask("presse@exemple.fr");
  const code = codeIn(await received());
  const cookie = { "sign-in": cookiesOf(first)["sign-in"] ?? "" };
  const again = await send(posted("/connexion/envoyer", { email: "presse@exemple.fr" }, cookie), inLocale("fr"));
  expect(again.headers.get("location")).toBe("/connexion?etape=code");
  await account(db, "suivante@exemple.fr");
  await ask("suivante@exemple.fr");
  expect(await received()).toContain("To: suivante@exemple.fr");
  const done = await give(
    posted("/connexion/code", { code }, { "sign-in": cookiesOf(again)["sign-in"] ?? "" }),
    inLocale("fr"),
  );
  expect(done.headers.get("location")).toBe("/conseiller");
});

test("asked for another address in between, the first address gets a code that works", async () => {
  const email = "premiere@exemple.fr";
  const other = "autre@exemple.fr";
  await account(db, email);
  await account(db, other);
  let cookie: Record<string, string> = {};
  const asks = async (address: string): Promise<string> => {
    cookie = cookiesOf(await send(posted("/connexion/envoyer", { email: address }, cookie), inLocale("fr")));
    return received();
  };
  await asks(email);
  await asks(other);
  const letter = await asks(email);
  expect(letter).toContain(`To: ${email}`);
  const done = await give(posted("/connexion/code", { code: codeIn(letter) }, cookie), inLocale("fr"));
  expect(done.headers.get("location")).toBe("/conseiller");
});

test("the letter is written in the language of the form", async () => {
  await account(db, "anglais@exemple.fr");
  await ask("anglais@exemple.fr", "en");
  const letter = await received();
  expect(letter).toMatch(/^Subject: Your sign-in code\r$/m);
});

test("with the last wrong code of the day the owner is told by mail, once, what still lets them in", async () => {
  const email = await someone();
  const { WRONG_CODES_OF_DAY } = await import("#lib/access/wrong-codes.ts");
  const { signInByCode } = await import("#lib/server/auth/sign-in-by-code.ts");
  const guess = (from: string) =>
    signInByCode({ email, code: "000000", browser: browser(), headers: new Headers({ "x-peer-address": from }) });
  for (let time = 1; time < WRONG_CODES_OF_DAY; time += 1) await guess(`network ${time}`);
  expect(await received()).toBe("");
  for (let time = 0; time < 3; time += 1) await guess("another network");
  const letter = await received();
  expect(letter).toContain(`To: ${email}`);
  expect(letter).toMatch(/^Subject: Des codes faux pour votre compte\r$/m);
  for (const said of ["10 codes", "appareils habituels", "codes de secours imprimés"])
    expect(partsOf(letter)["text/plain"]?.replaceAll(/\s+/gu, " ")).toContain(said);
  expect(await received()).toBe("");
  expect(await row()).toMatchObject({ kind: "sign-in-code", causeKind: "wrong-codes", sentAt: expect.any(Date) });
});

test("wrong codes for an address without account put no mail in", async () => {
  const { tellWrongCodes } = await import("#lib/server/auth/wrong-codes-mail.ts");
  await tellWrongCodes("inconnu@exemple.fr");
  expect(await db.outboxMessage.count()).toBe(0);
});
