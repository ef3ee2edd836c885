import { createHash } from "node:crypto";
import { jest } from "@jest/globals";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { account } from "./accounts.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let issueCode: typeof import("#lib/server/auth/sign-in-code.ts").issueCode;
let logins: typeof import("#lib/server/auth/login.ts");
let anonymiseAccount: typeof import("#lib/server/auth/anonymise-account.ts").anonymiseAccount;
let makeToken: typeof import("#lib/server/auth/api-tokens.ts").makeToken;
let actorOfToken: typeof import("#lib/server/auth/api-tokens.ts").actorOfToken;
let hashOfLogin: typeof import("#lib/server/auth/read-login.ts").hashOfLogin;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ issueCode } = await import("#lib/server/auth/sign-in-code.ts"));
  logins = await import("#lib/server/auth/login.ts");
  ({ anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts"));
  ({ makeToken, actorOfToken } = await import("#lib/server/auth/api-tokens.ts"));
  ({ hashOfLogin } = await import("#lib/server/auth/read-login.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
});

afterAll(() => db.$disconnect());
beforeEach(() => clock.move(0));

/** A code that was sent, or the test's arrangement is wrong. */
const sent = async (email: string): Promise<string> =>
  (await issueCode(email, browserOf(email), "fr")) ?? fail(`no code for ${email}`);
/** The id of the one browser with which the person of this address signs in. */
const browserOf = (email: string): string => createHash("md5").update(email).digest("base64url");
const fail = (why: string): never => {
  throw new Error(why);
};
/** Signs in with a code, in the browser of that person. */
const signIn = (email: string, code: string, before?: string) => logins.signIn(email, code, browserOf(email), before);
const tokenIn = (cookie: string): string => /^session=([^;]+)/.exec(cookie)?.[1] ?? "";
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** Signs in and gives the login's token. */
async function login(email: string): Promise<string> {
  const signed = await signIn(email, await sent(email));
  return signed.ok ? tokenIn(signed.value.cookie) : fail("not signed in");
}

test("the code that was sent signs a person in, with the roles of their memberships", async () => {
  const { user, organisation } = await account(db, "conseiller@exemple.fr", ["conseiller", "reception"]);
  const actor = await actorOfSession(await login("conseiller@exemple.fr"));
  expect(actor).toMatchObject({ kind: "staff", user, by: "login" });
  expect(new Set(actor?.roles.map((role) => `${role.organisation} ${role.role}`))).toEqual(
    new Set([`${organisation} conseiller`, `${organisation} reception`]),
  );
});

test("a code pasted with spaces is the same code", async () => {
  await account(db, "espaces@exemple.fr");
  const code = await sent("espaces@exemple.fr");
  expect(await signIn("espaces@exemple.fr", ` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({ ok: true });
});

test("the login cookie is not for scripts, stays with this site, and lasts two weeks", async () => {
  await account(db, "biscuit@exemple.fr");
  const signed = await signIn("biscuit@exemple.fr", await sent("biscuit@exemple.fr"));
  const cookie = signed.ok ? signed.value.cookie : "";
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  expect(cookie).toMatch(/Path=\//);
  const ends = Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? "");
  expect(Math.round((ends - clock.now()) / 86_400_000)).toBe(14);
});

test("a code is good once", async () => {
  await account(db, "une-fois@exemple.fr");
  const code = await sent("une-fois@exemple.fr");
  expect(await signIn("une-fois@exemple.fr", code)).toMatchObject({ ok: true });
  expect(await signIn("une-fois@exemple.fr", code)).toEqual({ ok: false, refusal: "wrong-code" });
});

test("after four wrong codes the right one still works", async () => {
  await account(db, "quatre@exemple.fr");
  const code = await sent("quatre@exemple.fr");
  for (let tries = 0; tries < 4; tries++)
    expect(await signIn("quatre@exemple.fr", wrong(code))).toMatchObject({ ok: false });
  expect(await signIn("quatre@exemple.fr", code)).toMatchObject({ ok: true });
});

test("five wrong codes void it, and the right one comes too late", async () => {
  const troubles = jest.spyOn(console, "error").mockImplementation(() => {});
  await account(db, "cinq@exemple.fr");
  const code = await sent("cinq@exemple.fr");
  for (let tries = 0; tries < 5; tries++) await signIn("cinq@exemple.fr", wrong(code));
  expect(await signIn("cinq@exemple.fr", code)).toEqual({ ok: false, refusal: "wrong-code" });
  expect(await signIn("cinq@exemple.fr", await sent("cinq@exemple.fr"))).toMatchObject({ ok: true });
  expect(troubles).not.toHaveBeenCalled();
  troubles.mockRestore();
});

test("thirty guesses at once are five tries, not thirty", async () => {
  await account(db, "rafale@exemple.fr");
  const code = await sent("rafale@exemple.fr");
  await Promise.all(Array.from({ length: 30 }, () => signIn("rafale@exemple.fr", wrong(code))));
  expect(await db.signInCode.findMany({ where: { user: { email: "rafale@exemple.fr" } } })).toMatchObject([
    { tries: 5 },
  ]);
});

test("one code sent twice at the same moment opens one login", async () => {
  const { user } = await account(db, "double@exemple.fr");
  const code = await sent("double@exemple.fr");
  const answers = await Promise.all([1, 2, 3, 4].map(() => signIn("double@exemple.fr", code)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await db.session.count({ where: { userId: user } })).toBe(1);
});

test("a code lives ten minutes by our clock, and not a moment longer", async () => {
  await account(db, "a-temps@exemple.fr");
  await account(db, "tard@exemple.fr");
  const inTime = await sent("a-temps@exemple.fr");
  const late = await sent("tard@exemple.fr");
  clock.move(9 * 60_000 + 55_000);
  expect(await signIn("a-temps@exemple.fr", inTime)).toMatchObject({ ok: true });
  clock.move(10 * 60_000);
  expect(await signIn("tard@exemple.fr", late)).toEqual({ ok: false, refusal: "wrong-code" });
});

test("with a clock far from the machine's, codes still work", async () => {
  await account(db, "futur@exemple.fr");
  clock.move(-400 * 86_400_000);
  expect(await actorOfSession(await login("futur@exemple.fr"))).toBeDefined();
});

test("an unknown address gets no code, leaves no trace, and no code signs it in", async () => {
  expect(await issueCode("inconnu@exemple.fr", browserOf("inconnu@exemple.fr"), "fr")).toBeUndefined();
  expect(JSON.stringify(await db.signInCode.findMany({ where: { userId: null } }))).not.toContain("inconnu");
  expect(await signIn("inconnu@exemple.fr", "123456")).toEqual({ ok: false, refusal: "wrong-code" });
  expect(await db.user.count({ where: { email: "inconnu@exemple.fr" } })).toBe(0);
});

test("an address that was written with capital letters is the same address", async () => {
  const { user } = await account(db, "Marie.Dupont@Exemple.fr");
  expect(await actorOfSession(await login("marie.dupont@exemple.fr"))).toMatchObject({ user });
});

test("a sign that stands for any other in a search stands for itself in an address", async () => {
  await account(db, "a-b@exemple.fr");
  expect(await issueCode("a_b@exemple.fr", browserOf("a_b@exemple.fr"), "fr")).toBeUndefined();
});

test("an account taken away between code and sign-in is not made anew", async () => {
  const { user } = await account(db, "partie@exemple.fr");
  const code = await sent("partie@exemple.fr");
  await anonymiseAccount(user);
  expect(await signIn("partie@exemple.fr", code)).toEqual({ ok: false, refusal: "wrong-code" });
  expect(await db.user.count({ where: { email: "partie@exemple.fr" } })).toBe(0);
});

test("neither code nor login token stands in the database as it is", async () => {
  await account(db, "cache@exemple.fr");
  const code = await sent("cache@exemple.fr");
  expect(JSON.stringify(await db.signInCode.findMany({ where: { user: { email: "cache@exemple.fr" } } }))).not.toMatch(
    new RegExp(`"${code}"|${browserOf("cache@exemple.fr")}`),
  );
  const token = await login("cache@exemple.fr");
  expect(token.length).toBeGreaterThan(40);
  expect(await db.session.count({ where: { sessionToken: token } })).toBe(0);
});

test("signing in again in the same browser ends the login before it", async () => {
  await account(db, "deux-fois@exemple.fr");
  const first = await login("deux-fois@exemple.fr");
  const second = await signIn("deux-fois@exemple.fr", await sent("deux-fois@exemple.fr"), first);
  expect(await actorOfSession(first)).toBeUndefined();
  expect(await actorOfSession(second.ok ? tokenIn(second.value.cookie) : "")).toBeDefined();
});

test("a login past its end opens nothing, nor does an invented one", async () => {
  const { user } = await account(db, "fini@exemple.fr");
  const token = await login("fini@exemple.fr");
  await db.session.updateMany({ where: { userId: user }, data: { expires: new Date(0) } });
  expect(await actorOfSession(token)).toBeUndefined();
  expect(await actorOfSession("x".repeat(43))).toBeUndefined();
  expect(await actorOfSession(undefined)).toBeUndefined();
});

test("an anonymised account keeps its row, and nobody can name or use it any more", async () => {
  const { user } = await account(db, "depart@exemple.fr");
  const browser = browserOf("depart@exemple.fr");
  await db.user.update({
    where: { id: user },
    data: { name: "Conseiller numérique", emailVerified: new Date("2026-11-01T08:00:00Z") },
  });
  const token = await makeToken({ email: "depart@exemple.fr", name: "tableau de bord", scopes: ["read"] });
  await issueCode("depart@exemple.fr", browser, "fr");
  expect(await anonymiseAccount(user)).toEqual({ ok: true });
  expect(await db.user.findUniqueOrThrow({ where: { id: user } })).toMatchObject({
    name: null,
    email: `${user}@anonymised.invalid`,
    emailVerified: null,
    anonymisedAt: expect.any(Date),
  });
  expect(await actorOfToken(token.ok ? token.value : "")).toBeUndefined();
  expect(await issueCode("depart@exemple.fr", browser, "fr")).toBeUndefined();
  expect(await issueCode(`${user}@anonymised.invalid`, browser, "fr")).toBeUndefined();
  expect([
    await db.membership.count({ where: { userId: user } }),
    await db.signInCode.count({ where: { userId: user } }),
  ]).toEqual([0, 0]);
});

test("a login that a sign-in made beside the anonymising opens nothing", async () => {
  const { user } = await account(db, "au-meme-moment@exemple.fr");
  await anonymiseAccount(user);
  await db.session.create({
    data: { userId: user, sessionToken: hashOfLogin("login"), expires: new Date("2099-01-01T00:00:00Z") },
  });
  expect(await actorOfSession("login")).toBeUndefined();
});

test("anonymised again an account does not change, and one that does not exist is not found", async () => {
  const { user } = await account(db, "anonymise-deux-fois@exemple.fr");
  await anonymiseAccount(user);
  const before = await db.user.findUniqueOrThrow({ where: { id: user } });
  expect(await anonymiseAccount(user)).toEqual({ ok: true });
  expect(await db.user.findUniqueOrThrow({ where: { id: user } })).toEqual(before);
  expect(await anonymiseAccount("01935f3e-0000-7000-8000-000000000000")).toEqual({ ok: false, refusal: "not-found" });
  expect(await anonymiseAccount("nobody")).toEqual({ ok: false, refusal: "not-found" });
});

test("the address of an anonymised account is free for somebody else", async () => {
  const { user } = await account(db, "accueil@exemple.fr");
  await anonymiseAccount(user);
  const next = await account(db, "accueil@exemple.fr");
  expect(next.user).not.toBe(user);
});
