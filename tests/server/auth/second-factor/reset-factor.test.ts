import type { PrismaClient } from "#prisma/generated/client.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { loginOf, withFactor } from "./with-factor.ts";

let db: PrismaClient;
let resetFactor: typeof import("#lib/server/auth/second-factor/reset-factor.ts").resetFactor;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;
let makeSignInLink: typeof import("#lib/server/auth/sign-in-link.ts").makeSignInLink;
let anonymiseAccount: typeof import("#lib/server/auth/anonymise-account.ts").anonymiseAccount;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase());
  ({ resetFactor } = await import("#lib/server/auth/second-factor/reset-factor.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ makeSignInLink } = await import("#lib/server/auth/sign-in-link.ts"));
  ({ anonymiseAccount } = await import("#lib/server/auth/anonymise-account.ts"));
});
afterAll(() => db.$disconnect());

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

test("a coordinator may not, nor an administrator of another operator, and nobody for themselves", async () => {
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

test("of somebody who leads elsewhere too, an administrator of one operator alone may not", async () => {
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
