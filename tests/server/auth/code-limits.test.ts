import { jest } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "./accounts.ts";
import { cookiesOf, inLocale, posted } from "./forms.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";

/** LIMIT_CODES. An e-mail address gets twice as many in an hour from one network address, three times in all. */
const CODES = 3;

/** Wrong codes from a network address in an hour. */
const WRONG = 10 * CODES;

let db: PrismaClient;
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/code/route.ts").POST;
let pendingOf: typeof import("#lib/server/auth/pending-sign-in.ts").pendingOf;
let openEmail: typeof import("#lib/server/auth/typed-email.ts").openEmail;
let clock: typeof import("#lib/server/clock.ts").clock;
const said: string[] = [];

beforeAll(async () => {
  Object.assign(process.env, { DATABASE_URL: await freshDatabase(), APP_ENV: "test", LIMIT_CODES: String(CODES) });
  jest.spyOn(console, "info").mockImplementation((line: string) => void said.push(line));
  ({ db } = await import("#lib/server/db.ts"));
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/code/route.ts"));
  ({ pendingOf } = await import("#lib/server/auth/pending-sign-in.ts"));
  ({ openEmail } = await import("#lib/server/auth/typed-email.ts"));
  ({ clock } = await import("#lib/server/clock.ts"));
});
afterEach(realMachineTime);
afterAll(() => db.$disconnect());

/**
 * A browser at a network address, which keeps its cookies as browsers do. Where it is told to wait, it keeps the e-mail
 * address.
 */
function browser(address: string = randomUUID()) {
  const cookies: Record<string, string> = {};
  let asked = "";
  /** Where an answer leads, without the e-mail address, which must be there sealed when it is a refusal to wait for. */
  const withoutEmail = (location: string): string => {
    const led = new URL(location, "http://localhost:3000");
    const isRefused = led.searchParams.has("minutes");
    expect(openEmail(led.searchParams.get("repris") ?? "", clock.now())).toBe(isRefused ? asked : undefined);
    led.searchParams.delete("repris");
    return led.pathname + led.search;
  };
  const post = async (act: typeof send, path: string, fields: Record<string, string>): Promise<string> => {
    const request = posted(path, fields, cookies);
    request.headers.set("x-peer-address", address);
    const answer = await act(request, inLocale("fr"));
    Object.assign(cookies, cookiesOf(answer));
    return withoutEmail(answer.headers.get("location") ?? "");
  };
  return {
    cookies,
    asks: (email: string) => post(send, "/connexion/envoyer", { email: (asked = email) }),
    gives: (code: string) => post(give as typeof send, "/connexion/code", { code }),
    code: () => pendingOf(cookies["sign-in"])?.code ?? "",
  };
}

async function times<Value>(count: number, act: () => Promise<Value>): Promise<Value[]> {
  const done: Value[] = [];
  for (let time = 0; time < count; time += 1) done.push(await act());
  return done;
}
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const sentTo = (email: string): number => said.filter((line) => line.includes(email)).length;
async function person(): Promise<string> {
  const email = `${randomUUID()}@exemple.fr`;
  await account(db, email);
  return email;
}

const CODE = "/connexion?etape=code";
const WAIT = /^\/connexion\?(etape=code&)?erreur=wait&minutes=\d+$/;
/** Where too many wrong codes lead: back to the field of the code, which stays good. */
const GUESSED = /^\/connexion\?etape=code&erreur=guesses&minutes=\d+$/;
const HOUR = 3_600_000;

test("an ask from elsewhere neither replaces her code nor keeps her from asking", async () => {
  const email = await person();
  const hers = browser();
  await hers.asks(email);
  const code = hers.code();
  // As many as one network address may ask for one e-mail address, and more.
  await times(10, () => browser("a stranger").asks(email));
  const another = browser();
  expect(await another.asks(email)).toBe(CODE);
  expect(await hers.gives(code)).toBe("/conseiller");
  expect(await another.gives(another.code())).toBe("/conseiller");
});

test("a code works in the browser that asked for it, and in no other", async () => {
  const email = await person();
  const hers = browser();
  const stranger = browser();
  await hers.asks(email);
  await stranger.asks(email);
  expect(await stranger.gives(hers.code())).toBe("/connexion?etape=code&erreur=code");
  expect(await hers.gives(hers.code())).toBe("/conseiller");
});

test("a code that was sent for one's own address opens no other account", async () => {
  const own = await person();
  const victim = await person();
  const stranger = browser();
  await stranger.asks(own);
  const code = stranger.code();
  const pending = pendingOf(stranger.cookies["sign-in"]);
  stranger.cookies["sign-in"] = Buffer.from(JSON.stringify({ ...pending, email: victim })).toString("base64url");
  expect(await stranger.gives(code)).toBe("/connexion?etape=code&erreur=code");
});

test("from one network address an e-mail address gets so many codes an hour, and from others still some", async () => {
  const email = await person();
  const led = await times(2 * CODES + 2, () => browser("a library").asks(email));
  expect(led.slice(0, 2 * CODES)).toEqual(Array(2 * CODES).fill(CODE));
  for (const place of led.slice(2 * CODES)) expect(place).toMatch(WAIT);
  const elsewhere = await times(CODES + 1, () => browser().asks(email));
  expect(elsewhere.slice(0, CODES)).toEqual(Array(CODES).fill(CODE));
  expect(elsewhere.at(-1)).toMatch(WAIT);
  await eventually(() => sentTo(email), 3 * CODES);
});

test("an address without account is answered the same way: nobody learns who has one", async () => {
  const known = await person();
  const unknown = `${randomUUID()}@exemple.fr`;
  const answers = async (email: string) => {
    const led = await times(2 * CODES + 2, () => browser("a school").asks(email));
    return [...led, ...(await times(CODES + 2, () => browser().asks(email)))];
  };
  expect(await answers(unknown)).toEqual(await answers(known));
});

test("the browser in which she signs in has asks of its own, whoever asks elsewhere", async () => {
  const email = await person();
  const hers = browser("a library");
  await hers.asks(email);
  await hers.gives(hers.code());
  await times(5 * CODES, () => browser("a library").asks(email));
  await times(5 * CODES, () => browser().asks(email));
  expect(await browser().asks(email)).toMatch(WAIT);
  expect(await hers.asks(email)).toBe(CODE);
  expect(await hers.gives(hers.code())).toBe("/conseiller");
});

test("that browser asks so many times an hour too, and an altered proof makes none", async () => {
  const email = await person();
  const colleague = await person();
  const hers = browser();
  await hers.asks(email);
  await hers.gives(hers.code());
  expect(await times(CODES, () => hers.asks(email))).toEqual(Array(CODES).fill(CODE));
  expect(await hers.asks(email)).toMatch(WAIT);
  const forged = browser();
  await times(3 * CODES, () => browser().asks(colleague));
  forged.cookies["known-browser"] = hers.cookies["known-browser"] ?? "";
  expect(await forged.asks(colleague)).toMatch(WAIT);
});

test("a network address has a limit of its own, which asks for nobody do not use up", async () => {
  const nobody = () => browser("a bot").asks(`${randomUUID()}@exemple.fr`);
  expect(await times(5, nobody)).toEqual(Array(5).fill(CODE));
  const led: string[] = [];
  for (let one = 0; one < 16; one += 1) {
    const email = await person();
    led.push(...(await times(2 * CODES, () => browser("a bot").asks(email))));
    await eventually(() => sentTo(email) >= 2 * CODES || WAIT.test(led.at(-1) ?? ""), true);
  }
  expect(led.slice(0, 30 * CODES)).toEqual(Array(30 * CODES).fill(CODE));
  expect(led.at(-1)).toMatch(WAIT);
  expect(await nobody()).toMatch(WAIT);
  expect(await browser().asks(await person())).toBe(CODE);
});

/** Guesses from this network address, five for each of several people, until all that may be wrong in an hour were. */
async function guessesFrom(address: string, who: () => Promise<string> = person): Promise<string[]> {
  const led: string[] = [];
  while (led.length < WRONG) {
    const stranger = browser(address);
    await stranger.asks(await who());
    led.push(...(await times(5, () => stranger.gives(wrong(stranger.code() || "000000")))));
  }
  return led;
}

test("guesses across many accounts are limited by network address, and not looked at over the limit", async () => {
  expect(new Set(await guessesFrom("a guesser"))).toEqual(new Set(["/connexion?etape=code&erreur=code"]));
  const hers = browser("a guesser");
  await hers.asks(await person());
  const code = hers.code();
  expect(await hers.gives(wrong(code))).toMatch(GUESSED);
  expect(await hers.gives(code)).toBe("/connexion?etape=code&erreur=guesses&minutes=60");
  // The code stays good, and works once she is in another network.
  const atHome = browser();
  Object.assign(atHome.cookies, hers.cookies);
  expect(await atHome.gives(code)).toBe("/conseiller");
});

test("whoever waited as long as the page said signs in with the same code", async () => {
  await guessesFrom("a guesser of a while ago");
  machineTimePasses(55 * 60_000);
  const hers = browser("a guesser of a while ago");
  await hers.asks(await person());
  expect(await hers.gives(hers.code())).toMatch(/^\/connexion\?etape=code&erreur=guesses&minutes=5$/);
  machineTimePasses(5 * 60_000 + 1_000);
  expect(await hers.gives(hers.code())).toBe("/conseiller");
});

test("an empty field, and what is no code, is no guess", async () => {
  const hers = browser("hasty fingers");
  await hers.asks(await person());
  const led = await times(WRONG / 3, async () => [
    await hers.gives(""),
    await hers.gives("12 34"),
    await hers.gives("code"),
  ]);
  expect(new Set(led.flat())).toEqual(new Set(["/connexion?etape=code&erreur=code"]));
  expect(await hers.gives(hers.code())).toBe("/conseiller");
});

test("a right code, and one that the service could not look at, is no guess: a town hall signs in behind one network address", async () => {
  const { countWrongCode } = await import("#lib/server/auth/count-code.ts");
  const email = await person();
  const headers = new Headers({ "x-peer-address": "a library in an outage" });
  const nothing = () => Promise.resolve();
  const cannotLook = () => countWrongCode({ email, headers }, () => Promise.reject(new Error("busy")), nothing);
  for (let time = 0; time < WRONG + 5; time += 1) {
    await expect(cannotLook()).rejects.toThrow("busy");
    expect(await countWrongCode({ email, headers }, async () => ({ ok: true }), nothing)).toEqual({ ok: true });
  }
});

test("guesses sent at once are limited as well", async () => {
  const strangers = await Promise.all(Array.from({ length: WRONG / 5 + 2 }, async () => browser("a fast guesser")));
  for (const stranger of strangers) await stranger.asks(await person());
  const all = strangers.flatMap((one) => Array.from({ length: 5 }, () => one.gives(wrong(one.code()))));
  expect((await Promise.all(all)).filter((led) => !GUESSED.test(led))).toHaveLength(WRONG);
});

test("guesses for addresses without account are answered the same way", async () => {
  const nobody = async () => `${randomUUID()}@exemple.fr`;
  expect(await guessesFrom("a curious guesser", nobody)).toEqual(await guessesFrom("another curious guesser"));
  const stranger = browser("a curious guesser");
  const other = browser("another curious guesser");
  await stranger.asks(await nobody());
  await other.asks(await person());
  expect(await stranger.gives("000000")).toBe(await other.gives(wrong(other.code())));
});

test("whoever has signed in with a browser before signs in with it, whatever others guessed from there", async () => {
  const email = await person();
  const hers = browser("a busy library");
  await hers.asks(email);
  await hers.gives(hers.code());
  await guessesFrom("a busy library");
  await hers.asks(email);
  expect(await hers.gives(wrong(hers.code()))).toBe("/connexion?etape=code&erreur=code");
  expect(await hers.gives(hers.code())).toBe("/conseiller");
  // It is her own account alone that this browser is known for.
  await hers.asks(await person());
  expect(await hers.gives(hers.code())).toMatch(GUESSED);
});

test("the wait is said in minutes, and over when it said so", async () => {
  const email = await person();
  const hers = browser();
  await times(2 * CODES, () => hers.asks(email));
  const code = hers.code();
  machineTimePasses(48 * 60_000 + 1_000);
  const led = await hers.asks(email);
  expect(led).toBe("/connexion?etape=code&erreur=wait&minutes=12");
  machineTimePasses(HOUR / 5);
  expect(await hers.asks(email)).toBe(CODE);
  expect(code).toMatch(/^\d{6}$/);
});

test("the last code of this browser stays good when another is refused", async () => {
  const email = await person();
  const hers = browser();
  await times(2 * CODES, () => hers.asks(email));
  const code = hers.code();
  expect(await hers.asks(email)).toMatch(WAIT);
  expect(await hers.gives(code)).toBe("/conseiller");
});

test("what is refused by one limit is counted by no other", async () => {
  const email = await person();
  await times(2 * CODES + 20, () => browser("a café").asks(email));
  expect(await times(CODES, () => browser().asks(email))).toEqual(Array(CODES).fill(CODE));
});

test("no row holds an e-mail address, a network address or the id of a browser", async () => {
  const hers = browser("203.0.113.7");
  const email = await person();
  const nobody = `${randomUUID()}@exemple.fr`;
  await hers.asks(nobody);
  await hers.asks(email);
  const rows = [await db.signInCode.findMany(), await db.rateLimit.findMany({ select: { key: true } })];
  const written = JSON.stringify(rows);
  for (const trace of [email, nobody, "203.0.113.7", pendingOf(hers.cookies["sign-in"])?.browser ?? "?"])
    expect(written).not.toContain(trace);
});

test("asks that one limit refuses leave the others as they were", async () => {
  const email = await person();
  await times(2 * CODES, () => browser("a museum").asks(email));
  await times(CODES, () => browser().asks(email));
  machineTimePasses((5 / 6) * HOUR);
  for (const led of await times(3 * CODES, () => browser("a theatre").asks(email))) expect(led).toMatch(WAIT);
  machineTimePasses(HOUR / 5);
  expect(await times(2 * CODES, () => browser("a theatre").asks(email))).toEqual(Array(2 * CODES).fill(CODE));
});
