import { createHash, randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { account } from "./accounts.ts";
import { cookiesOf, inLocale, posted } from "./forms.ts";
import { organisationWithPlace } from "./people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

/** LIMIT_CODES; ten times as many wrong codes an hour are looked at from one network address. */
const CODES = 3;
const WRONG = 10 * CODES;

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let makeSignInLink: typeof import("#lib/server/auth/sign-in-link.ts").makeSignInLink;
let signInByLink: typeof import("#lib/server/auth/sign-in-link.ts").signInByLink;
let enter: typeof import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/code/route.ts").POST;
let keepCode: typeof import("#lib/server/auth/sign-in-code.ts").keepCode;
let makeSignInLinkToHandOver: typeof import("#lib/server/auth/sign-in-link-to-hand-over.ts").makeSignInLinkToHandOver;
let readPerson: typeof import("#lib/server/auth/people/read-people.ts").readPerson;
let shown: typeof import("#lib/server/auth/sealed-sign-in-link.ts");
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase({ LIMIT_CODES: String(CODES) }));
  ({ makeSignInLink, signInByLink } = await import("#lib/server/auth/sign-in-link.ts"));
  ({ makeSignInLinkToHandOver } = await import("#lib/server/auth/sign-in-link-to-hand-over.ts"));
  ({ readPerson } = await import("#lib/server/auth/people/read-people.ts"));
  shown = await import("#lib/server/auth/sealed-sign-in-link.ts");
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/code/route.ts"));
  ({ keepCode } = await import("#lib/server/auth/sign-in-code.ts"));
  ({ POST: enter } = await import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts"));
});
afterAll(() => db.$disconnect());

const linkOf = async (email: string): Promise<string> => {
  const made = await makeSignInLink(email);
  if (!made.ok) throw new Error(`no link for ${email}`);
  return made.value;
};
/** Touches the button of the page that this address opens, from a network address. */
const use = (link: string, from: string = randomUUID()): Promise<Response> => {
  const path = new URL(link).pathname;
  const secret = path.split("/").at(-1) ?? "";
  const request = posted(`${path}/entrer`, {});
  request.headers.set("x-peer-address", from);
  return enter(request, { params: Promise.resolve({ locale: "fr", secret }) });
};
const addressOf = (secret: string): string => `http://localhost:3000/connexion/lien/${secret}`;
const REFUSED = "/connexion?erreur=link";

test("a link signs in to its account, once", async () => {
  const { user } = await account(db, "enferme@exemple.fr", ["administrator"]);
  const link = await linkOf("Enferme@Exemple.fr");
  expect(link).toMatch(/^http:\/\/localhost:3000\/connexion\/lien\/[\w-]{43}$/u);
  const first = await use(link);
  expect([first.status, first.headers.get("location")]).toEqual([303, "/conseiller"]);
  expect(await actorOfSession(cookiesOf(first)["session"])).toMatchObject({ kind: "staff", user });
  const second = await use(link);
  expect(second.headers.get("location")).toBe(REFUSED);
  expect(cookiesOf(second)["session"]).toBeUndefined();
});

test("of two requests at once with one link, one signs in", async () => {
  await account(db, "deux@exemple.fr");
  const link = await linkOf("deux@exemple.fr");
  const places = (await Promise.all([use(link), use(link)])).map(({ headers }) => headers.get("location"));
  expect(places.sort()).toEqual(["/connexion?erreur=link", "/conseiller"].sort());
});

test("a link ends after fifteen minutes", async () => {
  await account(db, "tard@exemple.fr");
  const link = await linkOf("tard@exemple.fr");
  const [row] = await db.signInCode.findMany({ where: { user: { email: "tard@exemple.fr" } } });
  expect(row?.expiresAt.getTime()).toBeGreaterThan(plusMinutes(clock.now(), 14));
  expect(row?.expiresAt.getTime()).toBeLessThanOrEqual(plusMinutes(clock.now(), 15));
  await db.signInCode.updateMany({
    where: { browser: row?.browser ?? "" },
    data: { expiresAt: new Date(clock.now()) },
  });
  expect((await use(link)).headers.get("location")).toBe(REFUSED);
});

test("a link with one character changed opens nothing, and the right one still works", async () => {
  await account(db, "presque@exemple.fr");
  const link = await linkOf("presque@exemple.fr");
  const at = link.length - 10;
  const other = `${link.slice(0, at)}${link[at] === "A" ? "B" : "A"}${link.slice(at + 1)}`;
  expect((await use(other)).headers.get("location")).toBe(REFUSED);
  expect((await use(link)).headers.get("location")).toBe("/conseiller");
});

test("a code sent by mail cannot be tried through the address of a link", async () => {
  await account(db, "courrier@exemple.fr");
  const browser = "b".repeat(22);
  const suffix = "s".repeat(21);
  const code = String(createHash("sha256").update(suffix).digest().readUInt32BE() % 1_000_000).padStart(6, "0");
  await keepCode(db, { email: "courrier@exemple.fr", browser, code, minutes: 10 });
  const answer = await use(addressOf(browser + suffix));
  expect(answer.headers.get("location")).toBe(REFUSED);
  expect(cookiesOf(answer)["session"]).toBeUndefined();
  expect(await db.signInCode.findFirst({ where: { user: { email: "courrier@exemple.fr" } } })).toMatchObject({
    tries: 0,
  });
});

test("a link cannot be tried as the code of a browser", async () => {
  await account(db, "champ@exemple.fr");
  const secret = (await linkOf("champ@exemple.fr")).split("/").at(-1) ?? "";
  for (const browser of [secret.slice(0, 22), `link:${secret.slice(0, 22)}`]) {
    const pending = Buffer.from(JSON.stringify({ email: "champ@exemple.fr", browser })).toString("base64url");
    await give(posted("/connexion/code", { code: "000000" }, { "sign-in": pending }), inLocale("fr"));
  }
  expect(await db.signInCode.findFirst({ where: { user: { email: "champ@exemple.fr" } } })).toMatchObject({ tries: 0 });
});

test("wrong links count as wrong codes: over the limit no link is looked at, and a good one works elsewhere", async () => {
  await account(db, "limite@exemple.fr");
  const link = await linkOf("limite@exemple.fr");
  const here = randomUUID();
  for (let time = 0; time < WRONG; time += 1)
    expect(
      (await use(addressOf(`${"x".repeat(40)}${String(time).padStart(3, "0")}`), here)).headers.get("location"),
    ).toBe(REFUSED);
  expect((await use(link, here)).headers.get("location")).toMatch(/^\/connexion\?erreur=wait&minutes=\d+$/u);
  expect((await use(link)).headers.get("location")).toBe("/conseiller");
});

test("neither the link nor a part of it is in the database", async () => {
  await account(db, "hache@exemple.fr");
  const secret = (await linkOf("hache@exemple.fr")).split("/").at(-1) ?? "";
  const rows = JSON.stringify(await db.signInCode.findMany({ where: { user: { email: "hache@exemple.fr" } } }));
  expect(rows).not.toContain(secret.slice(0, 22));
  expect(rows).not.toContain(secret.slice(22));
});

test("a link that was made stands in the journal, by the id of the account", async () => {
  const { user, organisation } = await account(db, "note@exemple.fr");
  await linkOf("note@exemple.fr");
  expect(await db.journalEntry.findMany({ where: { organisationId: organisation } })).toMatchObject([
    { act: "sign-in-link-made", actor: "anonymous", data: { account: user } },
  ]);
});

test("an unknown address and an account without a role get no link, and nothing is kept", async () => {
  await db.user.create({ data: { email: "sans-role@exemple.fr" } });
  const before = await db.signInCode.count();
  expect(await makeSignInLink("inconnu@exemple.fr")).toEqual({ ok: false, refusal: "not-found" });
  expect(await makeSignInLink("sans-role@exemple.fr")).toEqual({ ok: false, refusal: "not-found" });
  expect(await db.signInCode.count()).toBe(before);
});

const linksOf = (userId: string): Promise<number> => db.signInCode.count({ where: { userId } });
const secretIn = (link: string): string => link.split("/").at(-1) ?? "";

test("an administrator gives a colleague an address that signs them in once, and the journal says who did", async () => {
  const { id: organisation, administrator, joins } = await organisationWithPlace(db);
  const account = await joins("conseiller");
  const given = await makeSignInLinkToHandOver(administrator, { organisation, account });
  if (!given.ok) throw new Error(given.refusal);
  expect(given.value).toMatch(/^http:\/\/localhost:3000\/connexion\/lien\/[\w-]{43}$/u);
  expect(await signInByLink(secretIn(given.value))).toMatchObject({ ok: true, value: { actor: { user: account } } });
  expect(await signInByLink(secretIn(given.value))).toEqual({ ok: false, refusal: "wrong-code" });
  expect(
    await db.journalEntry.findMany({ where: { organisationId: organisation, act: "sign-in-link-made" } }),
  ).toMatchObject([{ actor: `staff:${administrator.user}`, data: { account } }]);
});

test("a coordinator may not, an administrator of another organisation may not, and nobody for a stranger", async () => {
  const { id: organisation, administrator, coordinator, joins } = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await joins("conseiller");
  expect(await makeSignInLinkToHandOver(coordinator, { organisation, account })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await makeSignInLinkToHandOver(other.administrator, { organisation, account })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await makeSignInLinkToHandOver(administrator, { organisation, account: other.administrator.user })).toEqual({
    ok: false,
    refusal: "not-found",
  });
  expect([await linksOf(account), await linksOf(other.administrator.user)]).toEqual([0, 0]);
});

test("for somebody who works for another organisation too it takes whoever administers both", async () => {
  const { id: organisation, administrator, joins } = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await joins("conseiller");
  await db.membership.create({ data: { userId: account, organisationId: other.id, role: "conseiller" } });
  expect(await makeSignInLinkToHandOver(administrator, { organisation, account })).toEqual({
    ok: false,
    refusal: "leads-elsewhere",
  });
  expect(await linksOf(account)).toBe(0);
  const both = { ...administrator, roles: [...administrator.roles, ...other.administrator.roles] };
  expect(await makeSignInLinkToHandOver(both, { organisation, account })).toMatchObject({ ok: true });
});

test("where no mail is set up, the page of a colleague offers it to whoever gives every role", async () => {
  const { id: organisation, administrator, coordinator, joins } = await organisationWithPlace(db);
  const account = await joins("conseiller");
  expect(await readPerson(administrator, organisation, account)).toMatchObject({ value: { mayGiveLink: true } });
  expect(await readPerson(coordinator, organisation, account)).toMatchObject({ value: { mayGiveLink: false } });
});

test("only whoever made it reads it again, on the page of that colleague, and no longer than it works", () => {
  const [giver, account, other] = ["1", "2", "3"].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`) as [
    string,
    string,
    string,
  ];
  const link = "http://localhost:3000/connexion/lien/abc";
  const sealed = shown.sealSignInLink({ giver, account, link }, clock.now());
  expect(sealed).not.toContain("abc");
  expect(shown.openSignInLink({ giver, account }, sealed, clock.now())).toBe(link);
  expect(shown.openSignInLink({ giver: other, account }, sealed, clock.now())).toBeUndefined();
  expect(shown.openSignInLink({ giver, account: other }, sealed, clock.now())).toBeUndefined();
  expect(shown.openSignInLink({ giver, account }, sealed, plusMinutes(clock.now(), 16))).toBeUndefined();
});
