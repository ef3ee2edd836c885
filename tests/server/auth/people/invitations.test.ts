import { createHash, randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { StaffRole } from "#lib/access/actor.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { posted } from "#tests/server/auth/forms.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { ownerOf } from "#tests/support/database.ts";
import { holdLock, inTurn } from "#tests/support/held-lock.ts";
import { organisationWithPlace } from "./organisation.ts";

let db: PrismaClient;
let url: string;
let clock: typeof import("#lib/server/clock.ts").clock;
let invite: typeof import("#lib/server/auth/people/invite.ts");
let accepting: typeof import("#lib/server/auth/people/accept-invitation.ts");
let readPeople: typeof import("#lib/server/auth/people/read-people.ts").readPeople;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  ({ db, clock, url } = await serverOnFreshDatabase());
  invite = await import("#lib/server/auth/people/invite.ts");
  accepting = await import("#lib/server/auth/people/accept-invitation.ts");
  ({ readPeople } = await import("#lib/server/auth/people/read-people.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
});
afterAll(() => db.$disconnect());

type Town = Awaited<ReturnType<typeof organisationWithPlace>>;
const refused = (refusal: string) => ({ ok: false, refusal });
const NOBODY = { actor: undefined, login: undefined };
const PERSON = { name: "Conseiller 1", languages: ["ar"] };
const address = (): string => `${randomUUID()}@ville.example`;
const wanted = (email: string, role: StaffRole = "conseiller") =>
  ({ email, role, places: "all", languages: ["tr"] }) as const;
/** What opens the open invitation of that address: the secret in its link, and its code. */
async function openedBy(town: Town, email: string) {
  const read = await readPeople(town.administrator, town.id);
  const found = read.ok ? read.value.invitations.find((one) => one.email === email) : undefined;
  // No mail is set up here, so it is told without asking.
  const opens = found?.opens === "when-asked" ? undefined : found?.opens;
  return { id: found?.id ?? "", secret: opens?.link.split("/").at(-1) ?? "", code: opens?.code ?? "" };
}
const invited = async (town: Town, email = address()) => {
  expect(await invite.invitePerson(town.coordinator, town.id, wanted(email), "fr")).toMatchObject({ ok: true });
  return { email, ...(await openedBy(town, email)) };
};
const login = async (userId: string): Promise<string> => {
  const token = randomUUID();
  const sessionToken = createHash("sha256").update(token).digest("base64url");
  await db.session.create({ data: { userId, expires: new Date("2099-01-01"), sessionToken } });
  return token;
};

test("whoever accepts an invitation has an account with its role, and is signed in", async () => {
  const town = await organisationWithPlace(db);
  const email = address();
  const endsAt = plusMinutes(clock.now(), 90 * 24 * 60);
  await invite.invitePerson(
    town.coordinator,
    town.id,
    { email, role: "civic-service", places: [town.place], endsAt, languages: ["tr"] },
    "fr",
  );
  const { secret } = await openedBy(town, email);
  expect(await accepting.readInvitation(secret)).toEqual({
    email,
    organisation: "Ville de Rennes",
    role: "civic-service",
    places: ["Mairie"],
    languages: ["tr"],
    known: false,
  });
  const accepted = await accepting.acceptInvitation(secret, PERSON, NOBODY);
  if (!accepted.ok || !accepted.value.signedIn) throw new Error("not signed in");
  const token = accepted.value.signedIn.cookie.split(";")[0]?.split("=")[1];
  expect(await actorOfSession(token)).toMatchObject({
    roles: [{ organisation: town.id, role: "civic-service", places: [town.place] }],
  });
  const user = await db.user.findFirstOrThrow({ where: { email }, include: { memberships: true } });
  expect(user).toMatchObject({ name: "Conseiller 1", languages: ["ar"], memberships: [{ endsAt: new Date(endsAt) }] });
  expect(await accepting.acceptInvitation(secret, PERSON, NOBODY)).toEqual(refused("not-found"));
  const acts = (await db.journalEntry.findMany({ where: { organisationId: town.id }, orderBy: { id: "asc" } })).map(
    ({ act, actor }) => [act, actor],
  );
  expect(acts).toEqual([
    ["person-invited", `staff:${town.coordinator.user}`],
    ["invitation-accepted", `staff:${user.id}`],
  ]);
});

test("the code that is read aloud opens the same invitation, however it is written", async () => {
  const town = await organisationWithPlace(db);
  const { secret, code } = await invited(town);
  expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){2}$/u);
  expect(await accepting.invitationOfCode(code)).toBe(secret);
  expect(await accepting.invitationOfCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(secret);
  expect(await accepting.invitationOfCode(code.replace(/.$/u, "!"))).toBeUndefined();
});

test("neither the secret nor the code of an invitation is in the database", async () => {
  const town = await organisationWithPlace(db);
  const { secret, code } = await invited(town);
  const rows = JSON.stringify(await db.invitation.findMany());
  expect(rows).not.toContain(secret);
  expect(rows).not.toContain(code);
  expect(rows).not.toContain(code.replaceAll("-", ""));
});

test("an invitation ends after seven days; renewed it opens again, by its new address and code alone", async () => {
  const town = await organisationWithPlace(db);
  const { id, secret, code, email } = await invited(town);
  const [row] = await db.invitation.findMany({ where: { id } });
  expect(row?.expiresAt.getTime()).toBe((row?.createdAt.getTime() ?? 0) + 7 * 24 * 60 * 60_000);
  await db.invitation.update({
    where: { id },
    data: { createdAt: new Date(clock.now() - 60_000), expiresAt: new Date(clock.now()) },
  });
  expect(await accepting.readInvitation(secret)).toBeUndefined();
  expect(await accepting.invitationOfCode(code)).toBeUndefined();
  expect(await invite.renewInvitation(town.coordinator, id, "fr")).toEqual({ ok: true, value: undefined });
  const renewed = await openedBy(town, email);
  expect(await accepting.readInvitation(secret)).toBeUndefined();
  expect(await accepting.invitationOfCode(code)).toBeUndefined();
  expect(await accepting.readInvitation(renewed.secret)).toMatchObject({ email });
  expect(await accepting.invitationOfCode(renewed.code)).toBe(renewed.secret);
});

test("an invitation that is withdrawn opens nothing and can be made anew", async () => {
  const town = await organisationWithPlace(db);
  const { id, secret, email } = await invited(town);
  expect(await invite.invitePerson(town.coordinator, town.id, wanted(email), "fr")).toEqual(refused("already-invited"));
  expect(await invite.withdrawInvitation(town.coordinator, id)).toEqual({ ok: true, value: undefined });
  expect(await accepting.acceptInvitation(secret, PERSON, NOBODY)).toEqual(refused("not-found"));
  expect(await invite.renewInvitation(town.coordinator, id, "fr")).toEqual(refused("not-found"));
  expect(await invite.invitePerson(town.coordinator, town.id, wanted(email), "fr")).toMatchObject({ ok: true });
});

test("a coordinator invites to no role of administrator or coordinator, renews none and reads no address of one", async () => {
  const town = await organisationWithPlace(db);
  for (const role of ["administrator", "coordinator"] as const)
    expect(await invite.invitePerson(town.coordinator, town.id, wanted(address(), role), "fr")).toEqual(
      refused("not-allowed"),
    );
  const made = await invite.invitePerson(town.administrator, town.id, wanted(address(), "administrator"), "fr");
  const id = made.ok ? made.value : "";
  expect(await invite.renewInvitation(town.coordinator, id, "fr")).toEqual(refused("not-allowed"));
  expect(await invite.withdrawInvitation(town.coordinator, id)).toEqual(refused("not-allowed"));
  const read = await readPeople(town.coordinator, town.id);
  expect(read.ok && read.value.invitations.find((one) => one.id === id)?.opens).toBeUndefined();
});

test("nobody invites themselves, a stranger to the organisation nobody, and who has the role is not invited to it", async () => {
  const town = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const { email: own } = await db.user.findUniqueOrThrow({ where: { id: town.coordinator.user } });
  expect(await invite.invitePerson(town.coordinator, town.id, wanted(own), "fr")).toEqual(refused("own-account"));
  expect(await invite.invitePerson(other.administrator, town.id, wanted(address()), "fr")).toEqual(
    refused("not-allowed"),
  );
  const { email } = await db.user.findUniqueOrThrow({ where: { id: await town.joins("conseiller") } });
  expect(await invite.invitePerson(town.coordinator, town.id, wanted(email), "fr")).toEqual(refused("has-role"));
});

test("an account that exists accepts when it is signed in alone, and its other logins end", async () => {
  const town = await organisationWithPlace(db);
  const other = await organisationWithPlace(db);
  const account = await other.joins("administrator");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: account } });
  const { secret } = await invited(town, email);
  expect(await accepting.readInvitation(secret)).toMatchObject({ known: true });
  expect(await accepting.acceptInvitation(secret, PERSON, NOBODY)).toEqual(refused("sign-in-first"));
  expect(await accepting.acceptInvitation(secret, PERSON, { actor: other.administrator, login: undefined })).toEqual(
    refused("sign-in-first"),
  );
  const here = await login(account);
  const elsewhere = await login(account);
  const actor = await actorOfSession(here);
  expect(await accepting.acceptInvitation(secret, PERSON, { actor, login: here })).toMatchObject({
    ok: true,
    value: { signedIn: undefined },
  });
  expect((await actorOfSession(here))?.roles).toHaveLength(2);
  expect(await actorOfSession(elsewhere)).toBeUndefined();
});

test("of two requests at once with one invitation, one is accepted", async () => {
  const town = await organisationWithPlace(db);
  const { secret, email } = await invited(town);
  const accepted = await Promise.all([
    accepting.acceptInvitation(secret, PERSON, NOBODY),
    accepting.acceptInvitation(secret, PERSON, NOBODY),
  ]);
  expect(accepted.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await db.user.count({ where: { email } })).toBe(1);
});

test("two invitations of one address at once: one is made", async () => {
  const town = await organisationWithPlace(db);
  const email = address();
  const make = () => invite.invitePerson(town.coordinator, town.id, wanted(email), "fr");
  expect((await Promise.all([make(), make()])).map(({ ok }) => ok).toSorted()).toEqual([false, true]);
});

describe("an invitation that is accepted and withdrawn within the same moment", () => {
  /** An open invitation, and both acts on it. */
  async function both() {
    const town = await organisationWithPlace(db);
    const { id, secret, email } = await invited(town);
    const accept = () => accepting.acceptInvitation(secret, PERSON, NOBODY);
    const withdraw = () => invite.withdrawInvitation(town.coordinator, id);
    return { id, email, accept, withdraw };
  }

  test("makes no account once it is withdrawn", async () => {
    const { id, email, accept, withdraw } = await both();
    const held = await holdLock(url, "SELECT FROM invitation WHERE id = $1 FOR UPDATE", [id]);
    expect(await inTurn<object>(held, withdraw, accept)).toEqual([{ ok: true }, refused("not-found")]);
    expect(await db.user.count({ where: { email } })).toBe(0);
  });

  test("is not withdrawn once it is accepted", async () => {
    const { id, accept, withdraw } = await both();
    const held = await holdLock(ownerOf(url), "LOCK TABLE user_account IN SHARE MODE");
    expect(await inTurn<object>(held, accept, withdraw)).toMatchObject([{ ok: true }, refused("not-found")]);
    expect(await db.invitation.findUnique({ where: { id } })).toMatchObject({ withdrawnAt: null });
  });
});

test("an invitation that would narrow the role of the last administrator is refused with a reason, and stays open", async () => {
  const town = await organisationWithPlace(db);
  const email = address();
  const narrowed = { ...wanted(email, "administrator"), places: [town.place] };
  expect(await invite.invitePerson(town.administrator, town.id, narrowed, "fr")).toMatchObject({ ok: true });
  const { secret } = await openedBy(town, email);
  // Meanwhile they become the only administrator otherwise.
  const { id } = await db.user.create({ data: { email } });
  await db.membership.create({ data: { userId: id, organisationId: town.id, role: "administrator" } });
  await db.membership.updateMany({
    where: { userId: town.administrator.user },
    data: { endsAt: new Date(clock.now()) },
  });
  const asking = { actor: town.asks(id, "administrator"), login: await login(id) };
  expect(await accepting.acceptInvitation(secret, PERSON, asking)).toEqual(refused("last-administrator"));
  expect(await accepting.readInvitation(secret)).toMatchObject({ email });
  const { POST } = await import("#app/[locale]/invitation/[secret]/accepter/route.ts");
  const answer = await POST(
    posted(`/invitation/${secret}/accepter`, { name: "Administration" }, { session: asking.login }),
    { params: Promise.resolve({ locale: "fr", secret }) },
  );
  const typed = new URL(answer.headers.get("location") ?? "", "http://localhost:3000").searchParams.get("saisie");
  const { holderOf, openTyped } = await import("#lib/server/typed-form.ts");
  expect(openTyped(typed ?? undefined, clock.now(), holderOf(secret))).toMatchObject({
    refusals: { form: "last-administrator" },
    fields: { name: "Administration" },
  });
});

test("a form that is posted with somebody’s account for its secret cannot be laid before them", async () => {
  const { user } = (await organisationWithPlace(db)).administrator;
  const { POST } = await import("#app/[locale]/invitation/[secret]/accepter/route.ts");
  const answer = await POST(posted(`/invitation/${user}/accepter`, { name: "" }), {
    params: Promise.resolve({ locale: "fr", secret: user }),
  });
  const typed = new URL(answer.headers.get("location") ?? "", "http://localhost:3000").searchParams.get("saisie");
  const { holderOf, openTyped } = await import("#lib/server/typed-form.ts");
  expect(openTyped(typed ?? undefined, clock.now(), user)).toBeUndefined();
  expect(openTyped(typed ?? undefined, clock.now(), holderOf(user))?.refusals).toEqual({ name: "missing" });
});
