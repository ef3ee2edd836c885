import type { PrismaClient } from "#prisma/generated/client.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let giveSignInLink: typeof import("#lib/server/auth/give-sign-in-link.ts").giveSignInLink;
let signInByLink: typeof import("#lib/server/auth/sign-in-link.ts").signInByLink;
let readPerson: typeof import("#lib/server/auth/people/read-people.ts").readPerson;
let shown: typeof import("#lib/server/auth/shown-link.ts");

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase());
  ({ giveSignInLink } = await import("#lib/server/auth/give-sign-in-link.ts"));
  ({ signInByLink } = await import("#lib/server/auth/sign-in-link.ts"));
  ({ readPerson } = await import("#lib/server/auth/people/read-people.ts"));
  shown = await import("#lib/server/auth/shown-link.ts");
});
afterAll(() => db.$disconnect());

const linksOf = (userId: string): Promise<number> => db.signInCode.count({ where: { userId } });
const secretIn = (link: string): string => link.split("/").at(-1) ?? "";

test("an administrator gives a colleague an address that signs them in once, and the journal says who did", async () => {
  const { id: organisation, administrator, joins } = await organisationWithPlace(db);
  const account = await joins("conseiller");
  const given = await giveSignInLink(administrator, { organisation, account });
  if (!given.ok) throw new Error(given.refusal);
  expect(given.value).toMatch(/^http:\/\/localhost:3000\/connexion\/lien\/[\w-]{43}$/u);
  expect(await signInByLink(secretIn(given.value))).toMatchObject({ ok: true, value: { actor: { user: account } } });
  expect(await signInByLink(secretIn(given.value))).toEqual({ ok: false, refusal: "wrong-code" });
  expect(
    await db.journalEntry.findMany({ where: { organisationId: organisation, act: "sign-in-link-made" } }),
  ).toMatchObject([{ actor: `staff:${administrator.user}`, data: { account } }]);
});

test("it ends after fifteen minutes", async () => {
  const { id: organisation, administrator, joins } = await organisationWithPlace(db);
  const account = await joins("conseiller");
  await giveSignInLink(administrator, { organisation, account });
  const { expiresAt } = await db.signInCode.findFirstOrThrow({ where: { userId: account } });
  expect(expiresAt.getTime()).toBeLessThanOrEqual(plusMinutes(clock.now(), 15));
  expect(expiresAt.getTime()).toBeGreaterThan(plusMinutes(clock.now(), 14));
});

test("a coordinator may not, an administrator of another operator may not, and nobody for a stranger", async () => {
  const { id: organisation, administrator, coordinator, joins } = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await joins("conseiller");
  expect(await giveSignInLink(coordinator, { organisation, account })).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await giveSignInLink(other.administrator, { organisation, account })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await giveSignInLink(administrator, { organisation, account: other.administrator.user })).toEqual({
    ok: false,
    refusal: "not-found",
  });
  expect([await linksOf(account), await linksOf(other.administrator.user)]).toEqual([0, 0]);
});

test("for somebody who works for another operator too it takes whoever administers both", async () => {
  const { id: organisation, administrator, joins } = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await joins("conseiller");
  await db.membership.create({ data: { userId: account, organisationId: other.id, role: "conseiller" } });
  expect(await giveSignInLink(administrator, { organisation, account })).toEqual({
    ok: false,
    refusal: "leads-elsewhere",
  });
  expect(await linksOf(account)).toBe(0);
  const both = { ...administrator, roles: [...administrator.roles, ...other.administrator.roles] };
  expect(await giveSignInLink(both, { organisation, account })).toMatchObject({ ok: true });
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
  const sealed = shown.sealLink({ giver, account, link }, clock.now());
  expect(sealed).not.toContain("abc");
  expect(shown.openLink({ giver, account }, sealed, clock.now())).toBe(link);
  expect(shown.openLink({ giver: other, account }, sealed, clock.now())).toBeUndefined();
  expect(shown.openLink({ giver, account: other }, sealed, clock.now())).toBeUndefined();
  expect(shown.openLink({ giver, account }, sealed, plusMinutes(clock.now(), 16))).toBeUndefined();
});
