import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let anonymiseAccount: typeof import("#lib/server/auth/anonymise-account.ts").anonymiseAccount;
let makeToken: typeof import("#lib/server/auth/api-tokens.ts").makeToken;
let actorOfToken: typeof import("#lib/server/auth/api-tokens.ts").actorOfToken;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;
let hashOfLogin: typeof import("#lib/server/auth/read-login.ts").hashOfLogin;
let issueCode: typeof import("#lib/server/auth/sign-in-code.ts").issueCode;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts"));
  ({ makeToken, actorOfToken } = await import("#lib/server/auth/api-tokens.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ hashOfLogin } = await import("#lib/server/auth/read-login.ts"));
  ({ issueCode } = await import("#lib/server/auth/sign-in-code.ts"));
});
/** The id of a browser. */
const BROWSER = "a".repeat(22);

afterAll(() => db.$disconnect());

test("an anonymised account keeps its row, and nobody can name or use it any more", async () => {
  const { user } = await account(db, "depart@exemple.fr");
  await db.user.update({
    where: { id: user },
    data: { name: "Conseiller numérique", emailVerified: new Date("2026-11-01T08:00:00Z") },
  });
  const token = await makeToken({ email: "depart@exemple.fr", name: "tableau de bord", scopes: ["read"] });
  await issueCode("depart@exemple.fr", BROWSER, "fr");
  expect(await anonymiseAccount(user)).toEqual({ ok: true });
  expect(await db.user.findUniqueOrThrow({ where: { id: user } })).toMatchObject({
    name: null,
    email: `${user}@anonymised.invalid`,
    emailVerified: null,
    anonymisedAt: expect.any(Date),
  });
  expect(await actorOfToken(token.ok ? token.value : "")).toBeUndefined();
  expect(await issueCode("depart@exemple.fr", BROWSER, "fr")).toBeUndefined();
  expect(await issueCode(`${user}@anonymised.invalid`, BROWSER, "fr")).toBeUndefined();
  expect([
    await db.membership.count({ where: { userId: user } }),
    await db.signInCode.count({ where: { userId: user } }),
  ]).toEqual([0, 0]);
});

test("a login that a sign-in made beside it opens nothing", async () => {
  const { user } = await account(db, "au-meme-moment@exemple.fr");
  await anonymiseAccount(user);
  await db.session.create({
    data: { userId: user, sessionToken: hashOfLogin("login"), expires: new Date("2099-01-01T00:00:00Z") },
  });
  expect(await actorOfSession("login")).toBeUndefined();
});

test("done again it changes nothing, and an account that does not exist is not found", async () => {
  const { user } = await account(db, "deux-fois@exemple.fr");
  await anonymiseAccount(user);
  const before = await db.user.findUniqueOrThrow({ where: { id: user } });
  expect(await anonymiseAccount(user)).toEqual({ ok: true });
  expect(await db.user.findUniqueOrThrow({ where: { id: user } })).toEqual(before);
  expect(await anonymiseAccount("01935f3e-0000-7000-8000-000000000000")).toEqual({ ok: false, refusal: "not-found" });
  expect(await anonymiseAccount("nobody")).toEqual({ ok: false, refusal: "not-found" });
});

test("the address is free for somebody else", async () => {
  const { user } = await account(db, "accueil@exemple.fr");
  await anonymiseAccount(user);
  const next = await account(db, "accueil@exemple.fr");
  expect(next.user).not.toBe(user);
});
