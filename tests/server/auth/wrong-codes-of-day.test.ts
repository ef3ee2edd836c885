import { jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { WRONG_CODES_OF_DAY as WRONG, WRONG_CODES_WITH_RECOVERY_CODE } from "#lib/access/wrong-codes.ts";
import { account } from "./accounts.ts";
import { cookiesOf, posted } from "./forms.ts";
import { withFactor } from "./second-factor/with-factor.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/code/route.ts").POST;
let enter: typeof import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts").POST;
let makeSignInLink: typeof import("#lib/server/auth/sign-in-link.ts").makeSignInLink;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;
let pendingOf: typeof import("#lib/server/auth/pending-sign-in.ts").pendingOf;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase());
  jest.spyOn(console, "info").mockImplementation(() => {});
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/code/route.ts"));
  ({ POST: enter } = await import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts"));
  ({ makeSignInLink } = await import("#lib/server/auth/sign-in-link.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ pendingOf } = await import("#lib/server/auth/pending-sign-in.ts"));
});
afterEach(realMachineTime);
afterAll(() => db.$disconnect());

/** A browser, in a network of its own, which keeps its cookies. Its answers say where they lead. */
function browser() {
  const cookies: Record<string, string> = {};
  const address = randomUUID();
  const post = async (
    act: typeof send | typeof enter,
    path: string,
    fields: Record<string, string>,
    secret = "",
  ): Promise<string> => {
    const request = posted(path, fields, cookies);
    request.headers.set("x-peer-address", address);
    const params = Promise.resolve({ locale: "fr", secret });
    const answer = await act(request, { params });
    Object.assign(cookies, cookiesOf(answer));
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
    led.searchParams.delete("repris");
    return led.pathname + led.search;
  };
  return {
    cookies,
    asks: (email: string) => post(send, "/connexion/envoyer", { email }),
    gives: (code: string, secours?: string) =>
      post(give, "/connexion/code", { code, ...(secours !== undefined && { secours }) }),
    opens: (link: string) => post(enter, "/connexion/lien/x/entrer", {}, link.split("/").at(-1)),
    code: () => pendingOf(cookies["sign-in"])?.code ?? "",
  };
}

const wrong = (code: string): string => String((Number(code || "0") + 1) % 1_000_000).padStart(6, "0");

async function person(roles?: readonly string[]): Promise<{ readonly email: string; readonly user: string }> {
  const email = `${randomUUID()}@exemple.fr`;
  return { email, ...(await account(db, email, roles)) };
}

/** Wrong codes for this e-mail address, each network and browser used for four, with `written` in the cookie. */
async function guess(email: string, times: number, written = email): Promise<string[]> {
  const led: string[] = [];
  while (led.length < times) {
    const stranger = browser();
    await stranger.asks(email);
    const code = stranger.code();
    const pending = pendingOf(stranger.cookies["sign-in"]);
    stranger.cookies["sign-in"] = Buffer.from(JSON.stringify({ ...pending, email: written })).toString("base64url");
    for (let time = 0; time < 4 && led.length < times; time += 1) led.push(await stranger.gives(wrong(code)));
  }
  return led;
}

const NOT_RIGHT = "/connexion?etape=code&erreur=code";
const CLOSED = /^\/connexion\?etape=code&erreur=closed&minutes=14\d\d$/;

test("so many wrong codes for an account are looked at in a day, from however many networks; then none, not even the right one", async () => {
  const { email } = await person();
  expect(new Set(await guess(email, WRONG))).toEqual(new Set([NOT_RIGHT]));
  const stranger = browser();
  // Whoever asks for a code is told at once.
  expect(await stranger.asks(email)).toMatch(CLOSED);
  expect(await stranger.gives(wrong(stranger.code()))).toMatch(CLOSED);
  expect(await stranger.gives(stranger.code())).toMatch(CLOSED);
  expect(stranger.cookies["session"]).toBeUndefined();
});

test("the address in other letters is the same account", async () => {
  const { email } = await person();
  await guess(email, WRONG / 2);
  const led = await guess(email, WRONG, email.toUpperCase());
  expect(led.filter((one) => one === NOT_RIGHT)).toHaveLength(WRONG / 2);
});

test("guesses sent at once are counted as well", async () => {
  const { email } = await person();
  const strangers = await Promise.all(Array.from({ length: 4 }, async () => browser()));
  for (const stranger of strangers) await stranger.asks(email);
  const all = strangers.flatMap((one) => Array.from({ length: 5 }, () => one.gives(wrong(one.code()))));
  expect((await Promise.all(all)).filter((led) => led === NOT_RIGHT)).toHaveLength(WRONG);
});

test("another account is not concerned, nor is the network from which it was guessed", async () => {
  const { email } = await person();
  await guess(email, WRONG);
  const other = await person();
  const theirs = browser();
  expect(await theirs.asks(other.email)).toBe("/connexion?etape=code");
  expect(await theirs.gives(theirs.code())).toBe("/conseiller");
});

test("an address without account is answered the same way", async () => {
  const nobody = `${randomUUID()}@exemple.fr`;
  expect(new Set(await guess(nobody, WRONG))).toEqual(new Set([NOT_RIGHT]));
  const stranger = browser();
  expect(await stranger.asks(nobody)).toMatch(CLOSED);
  expect(await stranger.gives("000000")).toMatch(CLOSED);
  expect(await stranger.gives("000000", "123456789012")).toBe("/connexion?etape=code&erreur=codes");
});

test("a browser in which they signed in before still signs in, and a right code uses none of the day up", async () => {
  const { email } = await person();
  const theirs = browser();
  await theirs.asks(email);
  expect(await theirs.gives(theirs.code())).toBe("/conseiller");
  await guess(email, WRONG);
  expect(await theirs.asks(email)).toBe("/connexion?etape=code");
  expect(await theirs.gives(wrong(theirs.code()))).toBe(NOT_RIGHT);
  expect(await theirs.gives(theirs.code())).toBe("/conseiller");
});

test("an address of npm run sign-in-link still signs in, and makes the browser known", async () => {
  const { email } = await person();
  await guess(email, WRONG);
  const made = await makeSignInLink(email);
  const theirs = browser();
  expect(await theirs.opens(made.ok ? made.value : "")).toBe("/conseiller");
  await theirs.asks(email);
  expect(await theirs.gives(theirs.code())).toBe("/conseiller");
});

test("a printed recovery code signs in with the code of the mail, once, and is the second factor", async () => {
  const { email, user } = await person(["administrator"]);
  const { codes } = await withFactor(db, user);
  const [printed = "", spare = ""] = codes;
  await guess(email, WRONG);
  const theirs = browser();
  await theirs.asks(email);
  expect(await theirs.gives(theirs.code(), "")).toMatch(CLOSED);
  expect(await theirs.gives(theirs.code(), `${printed.slice(0, 4)} ${printed.slice(4)}`)).toBe("/conseiller");
  expect(await actorOfSession(theirs.cookies["session"])).toMatchObject({ user });
  const another = browser();
  await another.asks(email);
  expect(await another.gives(another.code(), printed)).toBe("/connexion?etape=code&erreur=codes");
  expect(await another.gives(another.code(), spare)).toBe("/conseiller");
});

test("a recovery code opens nothing without the code of the mail, and whoever found one guesses no faster", async () => {
  const { email, user } = await person(["administrator"]);
  const { codes } = await withFactor(db, user);
  await guess(email, WRONG);
  const led: string[] = [];
  while (led.length < WRONG_CODES_WITH_RECOVERY_CODE + 4) {
    const finder = browser();
    await finder.asks(email);
    for (let time = 0; time < 4; time += 1) led.push(await finder.gives(wrong(finder.code()), codes[0]));
  }
  expect(led.filter((one) => one === "/connexion?etape=code&erreur=codes")).toHaveLength(
    WRONG_CODES_WITH_RECOVERY_CODE,
  );
  expect(led.at(-1)).toMatch(CLOSED);
  expect(await db.recoveryCode.count({ where: { userId: user } })).toBe(codes.length);
});

test("a day later the account is open again", async () => {
  const { email } = await person();
  await guess(email, WRONG);
  machineTimePasses(24 * 3_600_000 + 1_000);
  const theirs = browser();
  expect(await theirs.asks(email)).toBe("/connexion?etape=code");
  expect(await theirs.gives(theirs.code())).toBe("/conseiller");
});
