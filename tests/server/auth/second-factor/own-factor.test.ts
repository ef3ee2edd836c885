import { jest } from "@jest/globals";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { cookiesOf, posted } from "#tests/server/auth/forms.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { codeOf, loginOf, tokenIn, withFactor } from "./with-factor.ts";

let db: PrismaClient;
let own: typeof import("#lib/server/auth/second-factor/own-factor.ts");
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;
let half: typeof import("#lib/server/auth/second-factor/half-login.ts");
let giveByKnownDevice: typeof import("#lib/server/auth/second-factor/known-device.ts").giveByKnownDevice;
let shown: typeof import("#lib/server/auth/second-factor/shown-codes.ts");
let resetFactor: typeof import("#lib/server/auth/second-factor/reset-factor.ts").resetFactor;
let makeSignInLink: typeof import("#lib/server/auth/sign-in-link.ts").makeSignInLink;
let anonymiseAccount: typeof import("#lib/server/auth/anonymise-account.ts").anonymiseAccount;
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let clock: typeof import("#lib/server/clock.ts").clock;
let give: typeof import("#app/[locale]/connexion/second-facteur/[acte]/route.ts").POST;
let manage: typeof import("#app/[locale]/moi/second-facteur/[acte]/route.ts").POST;
let enter: typeof import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts").POST;
let session: typeof import("#app/api/auth/[...nextauth]/route.ts").GET;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase());
  own = await import("#lib/server/auth/second-factor/own-factor.ts");
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  half = await import("#lib/server/auth/second-factor/half-login.ts");
  ({ giveByKnownDevice } = await import("#lib/server/auth/second-factor/known-device.ts"));
  shown = await import("#lib/server/auth/second-factor/shown-codes.ts");
  ({ resetFactor } = await import("#lib/server/auth/second-factor/reset-factor.ts"));
  ({ makeSignInLink } = await import("#lib/server/auth/sign-in-link.ts"));
  ({ anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts"));
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/second-facteur/[acte]/route.ts"));
  ({ POST: manage } = await import("#app/[locale]/moi/second-facteur/[acte]/route.ts"));
  ({ POST: enter } = await import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts"));
  ({ GET: session } = await import("#app/api/auth/[...nextauth]/route.ts"));
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
  expect(await actorOfSession(await loginOf(db, administrator.user))).toMatchObject({ user: administrator.user });
  expect(await own.secondFactorToSetUp(administrator)).toBeUndefined();
});

describe("setting a second factor up", () => {
  test("leaves the login that did it signed in, and makes every other one give it", async () => {
    const { user, full, token } = await halfSignedIn();
    expect(await actorOfSession(full)).toMatchObject({ user });
    expect(await actorOfSession(token)).toBeUndefined();
    expect(await half.halfLoginOfToken(token)).toMatchObject({ actor: { user, roles: [] }, missing: "give" });
    expect(await half.halfLoginOfToken(full)).toBeUndefined();
  });

  test("needs a code of the secret that this login was shown: that of another login is wrong", async () => {
    const { administrator } = await organisationWithPlace(db);
    const mine = await loginOf(db, administrator.user);
    const other = await loginOf(db, administrator.user);
    const seen = async (token: string) =>
      (await own.readFactorToSetUp({ actor: administrator, login: token }, "Permanences"))?.letters ?? "";
    expect(await seen(mine)).toBe(await seen(mine));
    expect(await own.setUpSecondFactor({ actor: administrator, login: mine }, codeOf(await seen(other)))).toEqual(
      WRONG,
    );
    expect(await own.setUpSecondFactor({ actor: administrator, login: mine }, "abc")).toEqual(WRONG);
    expect(await own.readOwnFactor(administrator)).toBeUndefined();
    expect(await own.setUpSecondFactor({ actor: administrator, login: mine }, codeOf(await seen(mine)))).toMatchObject({
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
        return own.setUpSecondFactor(asking, codeOf(letters));
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
    expect(await actorOfSession(tokenIn(given.value.cookie))).toMatchObject({ user });
    expect(await actorOfSession(token)).toBeUndefined();
    expect(await half.halfLoginOfToken(token)).toBeUndefined();
  });

  test.each([
    ["with spaces and hyphens", (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}-`],
    ["in Arabic digits", (code: string) => code.replace(/\d/gu, (digit) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]!)],
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
    const mine = await halfSignedIn();
    const theirs = await halfSignedIn();
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
    expect(await actorOfSession(token)).toBeUndefined();
    expect(await own.removeFactor(actor, codeOf(letters))).toMatchObject({ ok: true });
    expect(await own.readOwnFactor(actor)).toBeUndefined();
    expect(await actorOfSession(token)).toMatchObject({ user });
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
    const { sealRecoveryCodes, openRecoveryCodes } = shown;
    const mine = await halfSignedIn();
    const theirs = await halfSignedIn();
    const now = clock.now();
    const sealed = sealRecoveryCodes(mine.user, mine.codes, now);
    const later = (minutes: number) => (now + minutes * 60_000) as typeof now;
    expect(sealed).not.toContain(mine.codes[0]);
    expect(openRecoveryCodes(mine.user, sealed, later(9))).toEqual(mine.codes);
    expect(openRecoveryCodes(mine.user, sealed, later(10))).toBeUndefined();
    expect(openRecoveryCodes(theirs.user, sealed, now)).toBeUndefined();
  });
});

const hasFactor = async (userId: string): Promise<boolean> => (await db.secondFactor.count({ where: { userId } })) > 0;

test("an administrator takes a colleague's second factor away; their logins end, and the journal says who did it", async () => {
  const { id: organisation, administrator, coordinator } = await organisationWithPlace(db);
  const { login } = await withFactor(db, coordinator.user);
  expect(await resetFactor(administrator, { organisation, account: coordinator.user })).toMatchObject({ ok: true });
  expect(await hasFactor(coordinator.user)).toBe(false);
  expect(await actorOfSession(login)).toBeUndefined();
  expect(await actorOfSession(await loginOf(db, coordinator.user))).toMatchObject({ user: coordinator.user });
  expect(
    await db.journalEntry.findMany({ where: { organisationId: organisation, act: "second-factor-reset" } }),
  ).toMatchObject([{ actor: `staff:${administrator.user}`, data: { account: coordinator.user } }]);
});

test("a coordinator may not, nor an administrator of another organisation, and nobody for themselves", async () => {
  const { id: organisation, administrator, coordinator } = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  await withFactor(db, administrator.user);
  const of = { organisation, account: administrator.user };
  expect(await resetFactor(coordinator, of)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await resetFactor(other.administrator, of)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await resetFactor(other.administrator, { ...of, organisation: other.id })).toEqual({
    ok: false,
    refusal: "not-found",
  });
  expect(await resetFactor(administrator, of)).toEqual({ ok: false, refusal: "own-account" });
  expect(await hasFactor(administrator.user)).toBe(true);
});

test("of somebody who leads elsewhere too, an administrator of one organisation alone may not", async () => {
  const { id: organisation, administrator, coordinator } = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  await db.membership.create({
    data: { userId: coordinator.user, organisationId: other.id, role: "administrator" },
  });
  await withFactor(db, coordinator.user);
  const of = { organisation, account: coordinator.user };
  expect(await resetFactor(administrator, of)).toEqual({ ok: false, refusal: "leads-elsewhere" });
  expect(await hasFactor(coordinator.user)).toBe(true);
  const both = { ...administrator, roles: [...administrator.roles, ...other.administrator.roles] };
  expect(await resetFactor(both, of)).toMatchObject({ ok: true });
});

test("on the machine itself a sign-in link leaves it, or takes it away and ends the logins", async () => {
  const { id: organisation, administrator } = await organisationWithPlace(db);
  const { login } = await withFactor(db, administrator.user);
  const { email } = await db.user.findUniqueOrThrow({ where: { id: administrator.user } });
  await makeSignInLink(email);
  expect(await hasFactor(administrator.user)).toBe(true);
  expect(await makeSignInLink(email, { withoutFactor: true })).toMatchObject({ ok: true });
  expect(await hasFactor(administrator.user)).toBe(false);
  expect(await actorOfSession(login)).toBeUndefined();
  // The link of this command works, though the codes from before were voided.
  expect(await db.signInCode.count({ where: { userId: administrator.user } })).toBe(1);
  const entries = await db.journalEntry.findMany({
    where: { organisationId: organisation, actor: "anonymous" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ act }) => act)).toEqual(["sign-in-link-made", "sign-in-link-made", "second-factor-reset"]);
});

test("an anonymised account keeps no second factor", async () => {
  const { joins } = await organisationWithPlace(db);
  const user = await joins("conseiller");
  await withFactor(db, user);
  expect(await anonymiseAccount(user)).toMatchObject({ ok: true });
  expect([await hasFactor(user), await db.recoveryCode.count({ where: { userId: user } })]).toEqual([false, 0]);
});

const at = (acte: string) => ({ params: Promise.resolve({ locale: "fr", acte }) });
const gives = (token: string, fields: Record<string, string>) =>
  give(posted("/connexion/second-facteur/donner", fields, { session: token }), at("donner"));
const locationOf = (answer: Response): URL => new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
const refusalsOf = (answer: Response) =>
  openTyped(locationOf(answer).searchParams.get("saisie") ?? undefined, clock.now(), undefined)?.refusals;

/** A coordinator with a second factor, who has just signed in by a link. */
async function signedInByLink(email: string) {
  const { user } = await account(db, email, ["coordinator"]);
  const factor = await withFactor(db, user);
  const made = await makeSignInLink(email);
  const secret = (made.ok ? made.value : "").split("/").at(-1) ?? "";
  const answer = await enter(posted(`/connexion/lien/${secret}/entrer`, {}), {
    params: Promise.resolve({ locale: "fr", secret }),
  });
  return { ...factor, user, answer, token: cookiesOf(answer)["session"] ?? "" };
}

test("who has a second factor is led from signing in to its page, and from there to where they were going", async () => {
  const { answer, token, letters, user } = await signedInByLink("chemin@exemple.fr");
  expect(locationOf(answer).pathname).toBe("/connexion/second-facteur");
  expect(await actorOfSession(token)).toBeUndefined();
  const given = await gives(token, { code: codeOf(letters), retour: "/coordination/equipe" });
  expect([given.status, given.headers.get("location")]).toEqual([303, "/coordination/equipe"]);
  expect(await actorOfSession(cookiesOf(given)["session"])).toMatchObject({ user });
});

describe("a device that somebody names theirs", () => {
  const DEVICE = "known-device";
  /** The login by a new link in a browser with this cookie, and where it leads. */
  async function signsInAgain(email: string, cookie: string) {
    const made = await makeSignInLink(email);
    const secret = (made.ok ? made.value : "").split("/").at(-1) ?? "";
    const answer = await enter(posted(`/connexion/lien/${secret}/entrer`, {}, { [DEVICE]: cookie }), {
      params: Promise.resolve({ locale: "fr", secret }),
    });
    const token = cookiesOf(answer)["session"] ?? "";
    return { leadsTo: locationOf(answer).pathname, whole: (await actorOfSession(token))?.user };
  }
  /** Somebody who gave their second factor and ticked the box. */
  async function onOwnDevice(email: string) {
    const signed = await signedInByLink(email);
    const given = await gives(signed.token, { code: codeOf(signed.letters), appareil: "on" });
    return { ...signed, email, cookie: cookiesOf(given)[DEVICE] ?? "", line: given.headers.getSetCookie().at(-1) };
  }

  test("is asked for the code of the mail alone", async () => {
    const { email, cookie, line, user } = await onOwnDevice("mon-appareil@exemple.fr");
    expect(line).toMatch(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/u);
    expect(await signsInAgain(email, cookie)).toEqual({ leadsTo: "/coordination", whole: user });
  });

  test("is none unless they say so, nor with a cookie that was made up", async () => {
    const { token, letters } = await signedInByLink("appareil-partage@exemple.fr");
    expect(cookiesOf(await gives(token, { code: codeOf(letters) }))[DEVICE]).toBeUndefined();
    const made = `${Math.floor(clock.now() / 1_000) + 3_600}.${"x".repeat(43)}`;
    const half = { leadsTo: "/connexion/second-facteur", whole: undefined };
    for (const cookie of [made, "x", `${made}~${made}`, `9999999999.`])
      expect(await signsInAgain("appareil-partage@exemple.fr", cookie)).toEqual(half);
  });

  test("is one for nobody else, and for several people at once", async () => {
    const mine = await onOwnDevice("a-deux-1@exemple.fr");
    const other = await signedInByLink("a-deux-2@exemple.fr");
    // Both were set up at the same moment: the account alone tells them apart.
    const { confirmedAt } = await db.secondFactor.findUniqueOrThrow({ where: { userId: mine.user } });
    await db.secondFactor.update({ where: { userId: other.user }, data: { confirmedAt } });
    expect((await signsInAgain("a-deux-2@exemple.fr", mine.cookie)).whole).toBeUndefined();
    const form = posted(
      "/connexion/second-facteur/donner",
      { code: codeOf(other.letters), appareil: "on" },
      { session: other.token, [DEVICE]: mine.cookie },
    );
    const both = cookiesOf(await give(form, at("donner")))[DEVICE] ?? "";
    expect((await signsInAgain(mine.email, both)).whole).toBe(mine.user);
    expect((await signsInAgain("a-deux-2@exemple.fr", both)).whole).toBe(other.user);
  });

  test("is forgotten once another second factor is set up", async () => {
    const { email, cookie, user } = await onOwnDevice("autre-facteur@exemple.fr");
    await db.secondFactor.delete({ where: { userId: user } });
    await withFactor(db, user);
    expect((await signsInAgain(email, cookie)).whole).toBeUndefined();
  });

  test("is asked again after thirty days", async () => {
    const { cookie, actor, user } = await onOwnDevice("trente-jours@exemple.fr");
    const headers = new Headers({ cookie: `${DEVICE}=${cookie}` });
    const now = clock.now();
    const later = async (days: number) => {
      const moved = jest.spyOn(clock, "now").mockReturnValue((now + days * 24 * 3_600_000) as typeof now);
      const asking = { actor, login: await loginOf(db, user), missing: "give" as const };
      return giveByKnownDevice(asking, headers).finally(() => moved.mockRestore());
    };
    expect(await later(29.9)).toMatch(/^session=/u);
    expect(await later(30.1)).toBeUndefined();
  });
});

test("without a way back who coordinates comes to what is to be done; a way to another site is none", async () => {
  const { token, letters } = await signedInByLink("sans-retour@exemple.fr");
  const given = await gives(token, { code: codeOf(letters), retour: "//ailleurs.example" });
  expect(given.headers.get("location")).toBe("/coordination");
});

test("a wrong code comes back with its sentence and the way back, and is not kept", async () => {
  const { token } = await signedInByLink("faux@exemple.fr");
  const refused = await gives(token, { code: "000 001", retour: "/agenda" });
  const location = locationOf(refused);
  expect([location.pathname, location.searchParams.get("retour")]).toEqual(["/connexion/second-facteur", "/agenda"]);
  expect(openTyped(location.searchParams.get("saisie") ?? undefined, clock.now(), undefined)).toEqual({
    form: "donner",
    fields: {},
    refusals: { code: "wrong-code" },
  });
  expect(cookiesOf(refused)["session"]).toBeUndefined();
});

test("after ten wrong codes the sentence says how long to wait", async () => {
  const { token } = await signedInByLink("compte@exemple.fr");
  for (let time = 0; time < 10; time += 1) await gives(token, { code: "000001" });
  expect(refusalsOf(await gives(token, { code: "000001" }))?.["code"]).toMatch(/Attendez \d+ minutes/u);
});

test("half signed in, nobody reads who they are", async () => {
  const { token, login: full } = await signedInByLink("session@exemple.fr");
  const read = async (cookie: string): Promise<unknown> =>
    (
      await session(posted("/api/auth/session", {}, { session: cookie }), {
        params: Promise.resolve({ nextauth: ["session"] }),
      })
    ).json();
  expect(await read(token)).toEqual({});
  expect(await read(full)).toHaveProperty("staff.roles");
});

test("whoever is not half signed in is led to the sign-in page", async () => {
  const { login: full, letters } = await signedInByLink("entier@exemple.fr");
  for (const token of ["", "inconnu", full])
    expect(locationOf(await gives(token, { code: codeOf(letters) })).pathname).toBe("/connexion");
});

test("half signed in, one's own second factor cannot be taken away, renewed or set up by its forms", async () => {
  const { token, letters, user } = await signedInByLink("moi@exemple.fr");
  for (const acte of ["retirer", "codes", "activer"]) {
    const form = posted(`/moi/second-facteur/${acte}`, { code: codeOf(letters) }, { session: token });
    expect(locationOf(await manage(form, at(acte))).pathname).toBe("/connexion");
  }
  const set = posted("/connexion/second-facteur/activer", { code: codeOf(letters) }, { session: token });
  expect(refusalsOf(await give(set, at("activer")))).toEqual({ form: "state-changed" });
  expect(await db.secondFactor.count({ where: { userId: user } })).toBe(1);
});

test("setting it up on one's own page keeps the person signed in and shows ten codes to them", async () => {
  const { user } = await account(db, "active@exemple.fr", ["administrator"]);
  const token = await loginOf(db, user);
  const actor = { kind: "staff", user, by: "login", roles: [] } as const;
  const letters = (await own.readFactorToSetUp({ actor, login: token }, "Permanences"))?.letters ?? "";
  const form = posted("/moi/second-facteur/activer", { code: codeOf(letters) }, { session: token });
  const done = await manage(form, at("activer"));
  const location = locationOf(done);
  expect([location.pathname, location.searchParams.get("fait")]).toEqual(["/moi/second-facteur", "factorSetUp"]);
  const sealed = location.searchParams.get("codes") ?? undefined;
  expect(shown.openRecoveryCodes(user, sealed, clock.now())).toHaveLength(10);
  expect(await actorOfSession(cookiesOf(done)["session"])).toMatchObject({ user });
});
