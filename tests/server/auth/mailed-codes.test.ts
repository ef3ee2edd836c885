import { jest } from "@jest/globals";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { letterSender } from "#tests/server/auth/send-letters.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let codes: typeof import("#lib/server/auth/sign-in-code.ts");
let login: typeof import("#lib/server/auth/login.ts");
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
  const [email, there] = [await someone(), browser()];
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
    const [email, there] = [await someone(), browser()];
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

test("a code that an earlier version made instead in the same browser is not mailed: it is not ours to derive", async () => {
  await issue(await someone());
  await db.signInCode.updateMany({ data: { code: "0".repeat(64) } });
  await letters.send();
  expect(server.letters).toEqual([]);
});

test("an account that is anonymised meanwhile is written to no more", async () => {
  const { anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts");
  const email = `${crypto.randomUUID()}@exemple.fr`;
  const { user } = await account(db, email);
  await issue(email);
  await anonymiseAccount(user);
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
  const [email, there] = [await someone(), browser()];
  const firsts = new Map<string, number>();
  for (let time = 0; time < 400; time += 1) {
    const code = await issue(email, there);
    expect(code).toMatch(/^\d{6}$/u);
    firsts.set(code.slice(0, 1), (firsts.get(code.slice(0, 1)) ?? 0) + 1);
  }
  // Forty each: fewer than twelve, or more than eighty, would come by chance less than once in a million.
  expect([...firsts.values()].filter((count) => count > 12 && count < 80)).toHaveLength(10);
});
