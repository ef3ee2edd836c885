import { createHash, randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { StaffRole } from "#lib/access/actor.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { organisationWithPlace } from "./organisation.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let roles: typeof import("#lib/server/auth/people/change-roles.ts");
let readPerson: typeof import("#lib/server/auth/people/read-people.ts").readPerson;
let invitePerson: typeof import("#lib/server/auth/people/invite.ts").invitePerson;
let makeToken: typeof import("#lib/server/auth/api-tokens.ts").makeToken;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase({ APP_NOW: "2026-11-20T10:00:00+01:00" }));
  roles = await import("#lib/server/auth/people/change-roles.ts");
  ({ invitePerson } = await import("#lib/server/auth/people/invite.ts"));
  ({ readPerson } = await import("#lib/server/auth/people/read-people.ts"));
  ({ makeToken } = await import("#lib/server/auth/api-tokens.ts"));
});
afterAll(() => db.$disconnect());

const ok = { ok: true, value: undefined };
const refused = (refusal: string) => ({ ok: false, refusal });
/** The roles of somebody that hold now. */
const held = async (userId: string): Promise<readonly string[]> =>
  (
    await db.membership.findMany({
      where: { userId, OR: [{ endsAt: null }, { endsAt: { gt: new Date(clock.now()) } }] },
      orderBy: { role: "asc" },
    })
  ).map(({ role }) => role);
const signsIn = (userId: string): Promise<unknown> =>
  db.session.create({
    data: {
      userId,
      expires: new Date("2099-01-01"),
      sessionToken: createHash("sha256").update(randomUUID()).digest("hex"),
    },
  });

/** Whether each may give each role to a colleague, written by hand; who gives none: tests/server/access. */
const GIVES: Readonly<Record<"administrator" | "coordinator", readonly StaffRole[]>> = {
  administrator: ["administrator", "coordinator", "conseiller", "civic-service", "reception", "partner"],
  coordinator: ["conseiller", "civic-service", "reception", "partner"],
};
test.each(Object.entries(GIVES))("%s gives exactly these roles: %j", async (asker, given) => {
  const town = await organisationWithPlace(db);
  const asking = town.asks(await town.joins(asker as StaffRole), asker as StaffRole);
  const colleague = await town.joins("reception");
  const done: string[] = [];
  for (const role of ["administrator", "coordinator", "conseiller", "civic-service", "reception", "partner"] as const) {
    const of = { organisation: town.id, account: colleague };
    if ((await roles.giveRole(asking, of, { role, places: "all" })).ok) done.push(role);
  }
  expect(done.toSorted()).toEqual([...given].toSorted());
  expect(await held(colleague)).toEqual([...given].toSorted());
});

test("an administrator takes the roles of conseiller and coordinator, stays signed in, and takes no other", async () => {
  const town = await organisationWithPlace(db);
  const { user } = town.administrator;
  const of = { organisation: town.id, account: user };
  const session = { userId: user, sessionToken: randomUUID(), expires: new Date("2099-01-01") };
  await db.session.create({ data: session });
  for (const role of ["conseiller", "coordinator"] as const)
    expect(await roles.giveRole(town.administrator, of, { role, places: "all" })).toEqual(ok);
  expect(await held(user)).toEqual(["administrator", "conseiller", "coordinator"]);
  expect(await db.session.count({ where: { userId: user } })).toBe(1);
  expect(await roles.giveRole(town.administrator, of, { role: "reception", places: "all" })).toEqual(
    refused("own-account"),
  );
  // Somebody else's logins end with a role that leads.
  const colleague = await town.joins("conseiller");
  await db.session.create({ data: { ...session, userId: colleague, sessionToken: randomUUID() } });
  const theirs = { organisation: town.id, account: colleague };
  await roles.giveRole(town.administrator, theirs, { role: "coordinator", places: "all" });
  expect(await db.session.count({ where: { userId: colleague } })).toBe(0);
});

test("nobody else gives a role to themselves, and nobody in an organisation that is not theirs", async () => {
  const town = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const wanted = { role: "administrator", places: "all" } as const;
  const own = { organisation: town.id, account: town.coordinator.user };
  expect(await roles.giveRole(town.coordinator, own, { role: "conseiller", places: "all" })).toEqual(
    refused("own-account"),
  );
  const admin = { organisation: town.id, account: town.administrator.user };
  expect(await roles.giveRole(town.administrator, admin, { role: "administrator", places: "all" })).toEqual(
    refused("own-account"),
  );
  const foreign = { organisation: other.id, account: other.coordinator.user };
  expect(await roles.giveRole(town.administrator, foreign, wanted)).toEqual(refused("not-allowed"));
  const stranger = { organisation: town.id, account: other.coordinator.user };
  expect(await roles.giveRole(town.administrator, stranger, wanted)).toEqual(refused("not-found"));
});

test("a role is narrowed to places of the organisation, until a day that is to come", async () => {
  const town = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await town.joins("reception");
  const give = (wanted: Parameters<typeof roles.giveRole>[2]) =>
    roles.giveRole(town.coordinator, { organisation: town.id, account }, wanted);
  expect(await give({ role: "conseiller", places: [other.place] })).toEqual(refused("no-such-place"));
  expect(await give({ role: "conseiller", places: [] })).toEqual(refused("place-missing"));
  expect(await give({ role: "contact", places: "all" })).toEqual(refused("place-missing"));
  expect(await give({ role: "conseiller", places: "all", endsAt: clock.now() })).toEqual(refused("already-over"));
  const endsAt = plusMinutes(clock.now(), 60);
  expect(await give({ role: "conseiller", places: [town.place], endsAt })).toEqual(ok);
  expect(
    await db.membership.findMany({ where: { userId: account, role: "conseiller" }, include: { places: true } }),
  ).toMatchObject([{ everyPlace: false, endsAt: new Date(endsAt), places: [{ placeId: town.place }] }]);
  expect(await give({ role: "conseiller", places: "all" })).toEqual(ok);
  expect(await db.membershipPlace.count({ where: { userId: account } })).toBe(0);
});

test("a role that leads ends the logins that the account had, and any other role leaves them", async () => {
  const town = await organisationWithPlace(db);
  const account = await town.joins("conseiller");
  const of = { organisation: town.id, account };
  await signsIn(account);
  const logins = () => db.session.count({ where: { userId: account } });
  expect(await roles.giveRole(town.administrator, of, { role: "reception", places: "all" })).toEqual(ok);
  expect(await logins()).toBe(1);
  expect(await roles.giveRole(town.administrator, of, { role: "coordinator", places: "all" })).toEqual(ok);
  expect(await logins()).toBe(0);
});

test("what somebody was invited to is withdrawn when they are deactivated", async () => {
  const town = await organisationWithPlace(db);
  const account = await town.joins("conseiller");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: account } });
  const wanted = { email, role: "reception", places: "all", endsAt: undefined, languages: [] } as const;
  expect(await invitePerson(town.coordinator, town.id, wanted, "fr")).toMatchObject({ ok: true });
  const open = () => db.invitation.count({ where: { email, withdrawnAt: null } });
  expect(await open()).toBe(1);
  expect(await roles.deactivateAccount(town.coordinator, { organisation: town.id, account })).toEqual(ok);
  expect(await open()).toBe(0);
});

const phoneOf = async (id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).phone;

test("whoever is deactivated is signed out, and their tokens open nothing, their telephone is erased; reactivated, they have their roles back", async () => {
  const town = await organisationWithPlace(db);
  const account = await town.joins("conseiller");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: account } });
  const of = { organisation: town.id, account };
  await roles.giveRole(town.administrator, of, { role: "reception", places: [town.place] });
  await signsIn(account);
  await makeToken({ email, name: "programme", scopes: ["read"] });
  await db.user.update({ where: { id: account }, data: { phone: "+33612345678" } });
  expect(await roles.endRole(town.coordinator, of, "reception")).toEqual(ok);
  expect(await phoneOf(account)).toBe("+33612345678");
  await roles.giveRole(town.administrator, of, { role: "reception", places: [town.place] });
  expect(await roles.deactivateAccount(town.coordinator, of)).toEqual(ok);
  expect(await phoneOf(account)).toBeNull();
  expect(await held(account)).toEqual([]);
  expect(await db.session.count({ where: { userId: account } })).toBe(0);
  expect(await db.apiToken.count({ where: { userId: account, revokedAt: null } })).toBe(0);
  expect(await roles.reactivateAccount(town.coordinator, of)).toEqual(ok);
  expect(await held(account)).toEqual(["conseiller", "reception"]);
  expect(await db.apiToken.count({ where: { userId: account, revokedAt: null } })).toBe(0);
  const acts = await db.journalEntry.findMany({ where: { organisationId: town.id }, orderBy: { id: "asc" } });
  expect(acts.map(({ act }) => act)).toEqual([
    "role-given",
    "role-ended",
    "role-given",
    "account-deactivated",
    "account-reactivated",
  ]);
});

test("whoever has a role elsewhere stays signed in", async () => {
  const town = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await town.joins("conseiller");
  await db.membership.create({ data: { userId: account, organisationId: other.id, role: "partner" } });
  await signsIn(account);
  expect(await roles.endRole(town.coordinator, { organisation: town.id, account }, "conseiller")).toEqual(ok);
  expect(await held(account)).toEqual(["partner"]);
  expect(await db.session.count({ where: { userId: account } })).toBe(1);
});

test("a coordinator ends no role of an administrator, nor of another coordinator, also not with the whole account", async () => {
  const town = await organisationWithPlace(db);
  const of = { organisation: town.id, account: await town.joins("coordinator") };
  expect(await roles.endRole(town.coordinator, of, "coordinator")).toEqual(refused("not-allowed"));
  expect(await roles.deactivateAccount(town.coordinator, of)).toEqual(refused("not-allowed"));
  const admin = { organisation: town.id, account: town.administrator.user };
  expect(await roles.deactivateAccount(town.coordinator, admin)).toEqual(refused("not-allowed"));
});

test("a coordinator cannot reactivate what an administrator ended", async () => {
  const town = await organisationWithPlace(db);
  const of = { organisation: town.id, account: await town.joins("coordinator") };
  expect(await roles.deactivateAccount(town.administrator, of)).toEqual(ok);
  expect(await roles.reactivateAccount(town.coordinator, of)).toEqual(refused("not-allowed"));
  expect(await held(of.account)).toEqual([]);
});

test("the last administrator is not ended, narrowed, given an end nor deactivated", async () => {
  const town = await organisationWithPlace(db);
  const last = { organisation: town.id, account: town.administrator.user };
  const second = town.asks(await town.joins("administrator", { everyPlace: false }), "administrator");
  const refusal = refused("last-administrator");
  expect(await roles.endRole(town.administrator, last, "administrator")).toEqual(refusal);
  expect(await roles.deactivateAccount(second, last)).toEqual(refusal);
  expect(await roles.giveRole(second, last, { role: "administrator", places: [town.place] })).toEqual(refusal);
  const soon = plusMinutes(clock.now(), 60);
  expect(await roles.giveRole(second, last, { role: "administrator", places: "all", endsAt: soon })).toEqual(refusal);
  expect(await held(last.account)).toEqual(["administrator"]);
});

test("two administrators who end each other at once: one stays", async () => {
  for (let round = 0; round < 2; round += 1) {
    const town = await organisationWithPlace(db);
    const second = town.asks(await town.joins("administrator"), "administrator");
    const answers = await Promise.all([
      roles.endRole(town.administrator, { organisation: town.id, account: second.user }, "administrator"),
      roles.endRole(second, { organisation: town.id, account: town.administrator.user }, "administrator"),
    ]);
    expect(answers.filter(({ ok: done }) => done)).toHaveLength(1);
    expect(answers).toContainEqual(refused("last-administrator"));
  }
});

test("the database itself keeps an administrator, of two statements at once as well", async () => {
  const town = await organisationWithPlace(db);
  const second = await town.joins("administrator");
  const end = (userId: string) =>
    db.membership.updateMany({ where: { userId, role: "administrator" }, data: { endsAt: new Date(clock.now()) } });
  const ended = await Promise.allSettled([end(second), end(town.administrator.user)]);
  expect(ended.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(db.membership.deleteMany({ where: { organisationId: town.id } })).rejects.toThrow(
    "membership_keeps_an_administrator",
  );
});

test("the page of somebody lists what is theirs: half-days to come, tokens, devices", async () => {
  const town = await organisationWithPlace(db);
  const account = await town.joins("conseiller");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: account } });
  await makeToken({ email, name: "tableau", scopes: ["read"] });
  const startsAt = new Date(plusMinutes(clock.now(), 24 * 60));
  const endsAt = new Date(plusMinutes(clock.now(), 27 * 60));
  const held1 = await db.permanence.create({
    data: {
      organisationId: town.id,
      placeId: town.place,
      localDate: startsAt,
      startsAt,
      endsAt,
      timeZone: "Europe/Paris",
      status: "scheduled",
      desks: 1,
      bookableLanes: 0,
      windows: [],
      createdAt: new Date(clock.now()),
      updatedAt: new Date(clock.now()),
    } as never,
  });
  await db.assignment.create({
    data: { permanenceId: held1.id, organisationId: town.id, conseillerId: account, desk: 1, startsAt, endsAt },
  });
  const read = await readPerson(town.coordinator, town.id, account);
  expect(read).toMatchObject({
    ok: true,
    value: {
      halfDays: [{ id: held1.id, place: "Mairie" }],
      tokens: [{ name: "tableau" }],
      made: { devices: 0, shares: 0 },
    },
  });
  const stranger = await organisationWithPlace(db);
  expect(await readPerson(stranger.coordinator, town.id, account)).toEqual(refused("not-allowed"));
  expect(await readPerson(stranger.coordinator, stranger.id, account)).toEqual(refused("not-found"));
});

test("tokens of a person are named as long as they do something here, not once their last role here has ended", async () => {
  const town = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await town.joins("conseiller");
  await db.membership.create({ data: { userId: account, organisationId: other.id, role: "conseiller" } });
  const createdAt = new Date(clock.now());
  const expiresAt = new Date(clock.now() + 86_400_000);
  await db.apiToken.create({
    data: { userId: account, name: "Tableau de bord", scopes: ["read"], createdAt, expiresAt },
  });
  const { readPerson } = await import("#lib/server/auth/people/read-people.ts");
  const named = async () => {
    const read = await readPerson(town.administrator, town.id, account);
    return read.ok ? read.value.tokens.map(({ name }) => name) : read.refusal;
  };
  expect(await named()).toEqual(["Tableau de bord"]);
  await db.membership.updateMany({
    where: { userId: account, organisationId: town.id },
    data: { endsAt: new Date(clock.now()) },
  });
  expect(await named()).toEqual([]);
});
