import type { PrismaClient } from "#prisma/generated/client.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { cookiesOf, posted } from "#tests/server/auth/forms.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let makeSignInLink: typeof import("#lib/server/auth/sign-in-link.ts").makeSignInLink;
let enter: typeof import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts").POST;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase());
  ({ makeSignInLink } = await import("#lib/server/auth/sign-in-link.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ POST: enter } = await import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts"));
});
afterAll(() => db.$disconnect());

const linkOf = async (email: string): Promise<string> => {
  const made = await makeSignInLink(email);
  if (!made.ok) throw new Error(`no link for ${email}`);
  return made.value;
};
/** Touches the button of the page that this address opens. */
const use = (link: string): Promise<Response> => {
  const path = new URL(link).pathname;
  const secret = path.split("/").at(-1) ?? "";
  return enter(posted(`${path}/entrer`, {}), { params: Promise.resolve({ locale: "fr", secret }) });
};
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
