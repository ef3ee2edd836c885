import type { PrismaClient } from "#prisma/generated/client.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { codeOf, loginOf, tokenIn, withFactor } from "./with-factor.ts";

let db: PrismaClient;
let own: typeof import("#lib/server/auth/second-factor/own-factor.ts");
let login: typeof import("#lib/server/auth/login.ts");
let half: typeof import("#lib/server/auth/second-factor/half-login.ts");

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase());
  own = await import("#lib/server/auth/second-factor/own-factor.ts");
  login = await import("#lib/server/auth/login.ts");
  half = await import("#lib/server/auth/second-factor/half-login.ts");
});
afterAll(() => db.$disconnect());

const WRONG = { ok: false, refusal: "wrong-code" };

/** Somebody with a second factor, half signed in elsewhere. */
async function halfSignedIn() {
  const { administrator, id: organisation } = await organisationWithPlace(db);
  const factor = await withFactor(db, administrator.user);
  const token = await loginOf(db, administrator.user);
  const asking = { actor: factor.actor, login: token };
  return { ...factor, organisation, user: administrator.user, full: factor.login, token, asking };
}

test("outside production nobody has to set one up, however long they lead", async () => {
  const { administrator } = await organisationWithPlace(db);
  await db.membership.updateMany({ where: { userId: administrator.user }, data: { givenAt: new Date("2020-01-01") } });
  expect(await login.actorOfSession(await loginOf(db, administrator.user))).toMatchObject({ user: administrator.user });
  expect(await own.secondFactorToSetUp(administrator)).toBeUndefined();
});

describe("setting a second factor up", () => {
  test("leaves the login that did it signed in, and makes every other one give it", async () => {
    const { user, full, token } = await halfSignedIn();
    expect(await login.actorOfSession(full)).toMatchObject({ user });
    expect(await login.actorOfSession(token)).toBeUndefined();
    expect(await half.halfLoginOfToken(token)).toMatchObject({ actor: { user, roles: [] }, missing: "give" });
    expect(await half.halfLoginOfToken(full)).toBeUndefined();
  });

  test("needs a code of the secret that this login was shown: that of another login is wrong", async () => {
    const { administrator } = await organisationWithPlace(db);
    const [mine, other] = [await loginOf(db, administrator.user), await loginOf(db, administrator.user)];
    const shown = async (token: string) =>
      (await own.readFactorToSetUp({ actor: administrator, login: token }, "Permanences"))?.letters ?? "";
    expect(await shown(mine)).toBe(await shown(mine));
    expect(await own.setFactorUp({ actor: administrator, login: mine }, codeOf(await shown(other)))).toEqual(WRONG);
    expect(await own.setFactorUp({ actor: administrator, login: mine }, "abc")).toEqual(WRONG);
    expect(await own.readOwnFactor(administrator)).toBeUndefined();
    expect(await own.setFactorUp({ actor: administrator, login: mine }, codeOf(await shown(mine)))).toMatchObject({
      ok: true,
    });
    expect(await own.readOwnFactor(administrator)).toMatchObject({ codesLeft: 10 });
  });

  test("is refused while there is one already, also of two at once", async () => {
    const { administrator } = await organisationWithPlace(db);
    const logins = await Promise.all([loginOf(db, administrator.user), loginOf(db, administrator.user)]);
    const done = await Promise.all(
      logins.map(async (token) => {
        const asking = { actor: administrator, login: token };
        const letters = (await own.readFactorToSetUp(asking, "Permanences"))?.letters ?? "";
        return own.setFactorUp(asking, codeOf(letters));
      }),
    );
    expect(done.map((one) => (one.ok ? "done" : one.refusal)).toSorted()).toEqual(["done", "state-changed"]);
  });

  test("stores neither the secret nor a recovery code as they are", async () => {
    const { user, letters, codes } = await halfSignedIn();
    const rows = JSON.stringify([
      await db.secondFactor.findUnique({ where: { userId: user } }),
      await db.recoveryCode.findMany({ where: { userId: user } }),
    ]);
    for (const secret of [letters, ...codes]) expect(rows).not.toContain(secret);
  });

  test("again after it was taken away, has another secret", async () => {
    const { actor, letters, full } = await halfSignedIn();
    await own.removeFactor(actor, codeOf(letters));
    const again = await own.readFactorToSetUp({ actor, login: full }, "Permanences");
    expect(again?.letters).toMatch(/^[A-Z2-7]{32}$/u);
    expect(again?.letters).not.toBe(letters);
  });

  test("is noted in the journal", async () => {
    const { user, organisation } = await halfSignedIn();
    expect(await db.journalEntry.findMany({ where: { organisationId: organisation } })).toMatchObject([
      { act: "second-factor-set-up", actor: `staff:${user}`, data: { account: user } },
    ]);
  });
});

describe("giving the second factor", () => {
  test("signs in wholly, under a new token: the former one opens nothing", async () => {
    const { asking, letters, user, token } = await halfSignedIn();
    const given = await own.giveFactor(asking, codeOf(letters));
    if (!given.ok) throw new Error(given.refusal);
    expect(await login.actorOfSession(tokenIn(given.value.cookie))).toMatchObject({ user });
    expect(await login.actorOfSession(token)).toBeUndefined();
    expect(await half.halfLoginOfToken(token)).toBeUndefined();
  });

  test.each([
    ["with spaces and hyphens", (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}-`],
    ["in Arabic digits", (code: string) => code.replace(/\d/gu, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!)],
    ["in Persian digits", (code: string) => code.replace(/\d/gu, (digit) => "۰۱۲۳۴۵۶۷۸۹"[Number(digit)]!)],
  ])("takes a code %s", async (_, typed) => {
    const { asking, letters } = await halfSignedIn();
    expect(await own.giveFactor(asking, typed(codeOf(letters)))).toMatchObject({ ok: true });
  });

  test("takes each code once, also of two requests at once", async () => {
    const { asking, letters, actor, user } = await halfSignedIn();
    const second = { actor, login: await loginOf(db, user) };
    const code = codeOf(letters);
    const both = await Promise.all([own.giveFactor(asking, code), own.giveFactor(second, code)]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await own.giveFactor({ actor, login: await loginOf(db, user) }, code)).toEqual(WRONG);
  });

  test("takes no code from before one that was used", async () => {
    const { asking, letters, actor, user } = await halfSignedIn();
    await own.giveFactor(asking, codeOf(letters, 1));
    expect(await own.giveFactor({ actor, login: await loginOf(db, user) }, codeOf(letters, -1))).toEqual(WRONG);
  });

  test("takes a recovery code once, and notes it in the journal", async () => {
    const { asking, codes, actor, user, organisation } = await halfSignedIn();
    const code = codes[3] ?? "";
    expect(await own.giveFactor(asking, code)).toMatchObject({ ok: true });
    expect(await own.readOwnFactor(actor)).toMatchObject({ codesLeft: 9 });
    expect(await own.giveFactor({ actor, login: await loginOf(db, user) }, code)).toEqual(WRONG);
    expect(await db.journalEntry.count({ where: { organisationId: organisation, act: "recovery-code-used" } })).toBe(1);
  });

  test("takes no recovery code of somebody else, nor their sealed secret", async () => {
    const [mine, theirs] = [await halfSignedIn(), await halfSignedIn()];
    expect(await own.giveFactor(mine.asking, theirs.codes[0] ?? "")).toEqual(WRONG);
    const { secret } = await db.secondFactor.findUniqueOrThrow({ where: { userId: theirs.user } });
    await db.secondFactor.update({ where: { userId: mine.user }, data: { secret } });
    expect(await own.giveFactor(mine.asking, codeOf(theirs.letters))).toEqual(WRONG);
  });

  test("after ten wrong codes looks at none for an hour, and the good one stays good", async () => {
    const { asking, letters, user } = await halfSignedIn();
    const wrong = codeOf(letters) === "000000" ? "000001" : "000000";
    const { lastStep: before } = await db.secondFactor.findUniqueOrThrow({ where: { userId: user } });
    // What is no code is no guess.
    expect(await own.giveFactor(asking, "12")).toEqual(WRONG);
    const tries = await Promise.all(Array.from({ length: 10 }, () => own.giveFactor(asking, wrong)));
    expect(tries).toEqual(tries.map(() => WRONG));
    const refused = await own.giveFactor(asking, codeOf(letters));
    expect(refused).toMatchObject({ ok: false, refusal: "too-many-requests" });
    if (refused.ok || !("seconds" in refused)) throw new Error("not counted");
    expect(refused.seconds).toBeGreaterThan(3_000);
    expect(await db.secondFactor.findUniqueOrThrow({ where: { userId: user } })).toMatchObject({ lastStep: before });
  });

  test("counts no right code", async () => {
    const { actor, codes, user } = await halfSignedIn();
    for (const code of codes)
      expect(await own.giveFactor({ actor, login: await loginOf(db, user) }, code)).toMatchObject({ ok: true });
    expect(await own.giveFactor({ actor, login: await loginOf(db, user) }, "000000000000")).toEqual(WRONG);
  });
});

describe("recovery codes and taking it away", () => {
  test("new recovery codes need a code, and the former ones open nothing", async () => {
    const { actor, letters, codes, asking } = await halfSignedIn();
    expect(await own.renewRecoveryCodes(actor, "123456789012")).toEqual(WRONG);
    const renewed = await own.renewRecoveryCodes(actor, codeOf(letters));
    if (!renewed.ok) throw new Error(renewed.refusal);
    expect(new Set(renewed.value).size).toBe(10);
    expect(renewed.value.every((code) => /^\d{12}$/u.test(code))).toBe(true);
    expect(await own.giveFactor(asking, codes[0] ?? "")).toEqual(WRONG);
    expect(await own.giveFactor(asking, renewed.value[0] ?? "")).toMatchObject({ ok: true });
  });

  test("taking it away needs a code; then the mail alone signs in, and its recovery codes are gone", async () => {
    const { actor, letters, user, token } = await halfSignedIn();
    expect(await own.removeFactor(actor, "")).toEqual(WRONG);
    expect(await login.actorOfSession(token)).toBeUndefined();
    expect(await own.removeFactor(actor, codeOf(letters))).toMatchObject({ ok: true });
    expect(await own.readOwnFactor(actor)).toBeUndefined();
    expect(await login.actorOfSession(token)).toMatchObject({ user });
    expect(await db.recoveryCode.count({ where: { userId: user } })).toBe(0);
  });

  test("a program with a token of the account does none of it", async () => {
    const { actor, letters, full } = await halfSignedIn();
    const program = { ...actor, by: "token" } as const;
    expect(await own.readOwnFactor(program)).toBeUndefined();
    expect(await own.readFactorToSetUp({ actor: program, login: full }, "Permanences")).toBeUndefined();
    expect(await own.renewRecoveryCodes(program, codeOf(letters))).toMatchObject({ refusal: "not-allowed" });
    expect(await own.removeFactor(program, codeOf(letters))).toMatchObject({ refusal: "not-allowed" });
  });

  test("new codes are shown to their account alone, for ten minutes", async () => {
    const { sealRecoveryCodes, openRecoveryCodes } = await import("#lib/server/auth/second-factor/shown-codes.ts");
    const { clock } = await import("#lib/server/clock.ts");
    const [mine, theirs] = [await halfSignedIn(), await halfSignedIn()];
    const now = clock.now();
    const sealed = sealRecoveryCodes(mine.user, mine.codes, now);
    const later = (minutes: number) => (now + minutes * 60_000) as typeof now;
    expect(sealed).not.toContain(mine.codes[0]);
    expect(openRecoveryCodes(mine.user, sealed, later(9))).toEqual(mine.codes);
    expect(openRecoveryCodes(mine.user, sealed, later(10))).toBeUndefined();
    expect(openRecoveryCodes(theirs.user, sealed, now)).toBeUndefined();
  });
});
