import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { firstStart } from "#scripts/first-start.ts";
import { emptyTables } from "#tests/support/empty-tables.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { ownerOf } from "#tests/support/database.ts";
import { holdLock, inTurn } from "#tests/support/held-lock.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const SECRET = "a-secret-of-the-tests-only";
const URL_OF_APP = "https://permanences.example.org";

let server: Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let db: PrismaClient;
let accepting: typeof import("#lib/server/organisation/accept-organisation.ts");
let inviting: typeof import("#lib/server/organisation/invite-organisation.ts");
let readOrganisations: typeof import("#lib/server/organisation/read-organisations.ts").readOrganisations;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  server = await serverOnFreshDatabase({ APP_SECRET: SECRET, APP_URL: URL_OF_APP });
  ({ db } = server);
  accepting = await import("#lib/server/organisation/accept-organisation.ts");
  inviting = await import("#lib/server/organisation/invite-organisation.ts");
  ({ readOrganisations } = await import("#lib/server/organisation/read-organisations.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
});
beforeEach(() =>
  emptyTables(server.owner, "organisation", "place", "topic", "user_account", "organisation_invitation"),
);
afterAll(() => db.$disconnect());

const NOBODY = { actor: undefined, login: undefined };
const refused = (refusal: string) => ({ ok: false, refusal });
const RENNES = {
  name: "Aide numérique Rennes",
  slug: "",
  kind: "city",
  department: "35",
  person: "Administration 1",
  email: "Administration@rennes.example",
};
const CAF = { name: "CAF d’Ille-et-Vilaine", slug: "caf-35", kind: "caf", email: "partenaire@caf35.example" };
const VILLAGE = { ...RENNES, name: "Nouvoitou", slug: "nouvoitou", email: "mairie@nouvoitou.example" };

const starts = () => firstStart(server.url, SECRET, URL_OF_APP);
const secretIn = (lines: readonly string[]): string => /\/installation\/([\w-]{43})/u.exec(lines.join("\n"))?.[1] ?? "";
const accepts = (
  secret: string,
  typed: Record<string, string> = RENNES,
  who: Parameters<typeof accepting.acceptOrganisationInvitation>[2] = NOBODY,
) => accepting.acceptOrganisationInvitation(secret, typed, who);
/** The first organisation, and its administrator signed in. */
async function installed() {
  const made = await accepts(secretIn(await starts()));
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
}
/** The person whom that signed in; a first account has no second factor yet. */
function actorOf({ signedIn }: { readonly signedIn: { readonly actor: StaffActor | undefined } }): StaffActor {
  if (!signedIn.actor) throw new Error("not signed in");
  return signedIn.actor;
}
const problemsIn = (outcome: Awaited<ReturnType<typeof accepts>>) =>
  outcome.ok || outcome.refusal === "not-found"
    ? outcome
    : outcome.problems.map(({ path, code }) => `${path}: ${code}`);
/** Invites and answers the invitation as its maker reads it. */
async function invited(becomes: "organisation" | "partner" = "organisation", email?: string) {
  const host = actorOf(await installed());
  const made = await inviting.inviteOrganisation(host, { becomes, email }, "fr");
  const read = await readOrganisations(host);
  const found = read.ok && made.ok ? read.value.invitations.find(({ id }) => id === made.value) : undefined;
  return {
    host,
    id: found?.id ?? "",
    secret: found?.opens?.link.split("/").at(-1) ?? "",
    code: found?.opens?.code ?? "",
  };
}
const acts = async (slug: string) =>
  (await db.journalEntry.findMany({ where: { organisation: { slug } }, orderBy: { id: "asc" } })).map(({ act }) => act);

describe("the first start", () => {
  test("prints one address; behind it the organisation, its administrator and coordinator are made, and signed in", async () => {
    const lines = await starts();
    expect(lines.filter((line) => line.includes(`${URL_OF_APP}/installation/`))).toHaveLength(1);
    expect(await accepting.readOrganisationInvitation(secretIn(lines))).toEqual({
      becomes: "organisation",
      from: undefined,
      email: undefined,
    });
    const made = await accepts(secretIn(lines));
    if (!made.ok) throw new Error(made.refusal);
    expect(made.value).toMatchObject({
      becomes: "organisation",
      slug: "aide-numerique-rennes",
      email: "administration@rennes.example",
    });
    const organisation = await db.organisation.findUniqueOrThrow({
      where: { slug: "aide-numerique-rennes" },
      include: { settings: true },
    });
    expect(organisation).toMatchObject({
      name: "Aide numérique Rennes",
      kind: "city",
      runsPermanences: true,
      hosts: true,
      settings: { serviceName: "Aide numérique Rennes", department: "35" },
    });
    const token = made.value.signedIn.cookie.split(";")[0]?.split("=")[1];
    const roles = (await actorOfSession(token))?.roles.map(({ role, organisation: id, places }) => [role, id, places]);
    expect(roles?.toSorted()).toEqual([
      ["administrator", organisation.id, "all"],
      ["coordinator", organisation.id, "all"],
    ]);
    expect(await db.user.findFirst()).toMatchObject({
      name: "Administration 1",
      email: "administration@rennes.example",
    });
    expect(await db.topic.count({ where: { organisationId: null } })).toBeGreaterThan(3);
    expect(await acts("aide-numerique-rennes")).toEqual(["organisation-set-up"]);
  });

  test("the address works once, and a start of an installation that is set up prints none", async () => {
    const secret = secretIn(await starts());
    await accepts(secret);
    expect(await accepting.readOrganisationInvitation(secret)).toBeUndefined();
    expect(await accepts(secret, VILLAGE)).toEqual(refused("not-found"));
    expect(await starts()).toEqual([]);
    expect(await db.organisation.count()).toBe(1);
  });

  test("each start makes a new address, and the one before opens nothing", async () => {
    const before = secretIn(await starts());
    const now = secretIn(await starts());
    expect(before).not.toBe(now);
    expect(await accepts(before)).toEqual(refused("not-found"));
    expect(await accepts(now)).toMatchObject({ ok: true });
  });

  test("of two people at once with one address the second is refused, and one organisation is made", async () => {
    const secret = secretIn(await starts());
    const both = await Promise.all([accepts(secret), accepts(secret, VILLAGE)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual(refused("not-found"));
    expect(await db.organisation.count()).toBe(1);
    expect(await db.user.count()).toBe(1);
  });

  test("two starts at once leave one address that works", async () => {
    const both = (await Promise.all([starts(), starts()])).map(secretIn);
    const open = await Promise.all(both.map((secret) => accepting.readOrganisationInvitation(secret)));
    expect(open.filter((one) => one !== undefined)).toHaveLength(1);
  });

  test("an organisation that a set-up file made meanwhile ends it", async () => {
    const secret = secretIn(await starts());
    await organisationWithPlace(db);
    await server.owner.$executeRaw`SELECT choose_host()`;
    expect(await accepting.readOrganisationInvitation(secret)).toBeUndefined();
    expect(await accepts(secret)).toEqual(refused("not-found"));
    expect(await starts()).toEqual([]);
    expect(await db.organisationInvitation.count({ where: { withdrawnAt: null } })).toBe(0);
  });

  test("an installation whose organisations have no host yet is given one at its start: the earliest with an administrator", async () => {
    await db.organisation.create({
      data: { slug: "sans-compte", name: "Sans compte", kind: "city", runsPermanences: true },
    });
    const first = await organisationWithPlace(db);
    await organisationWithPlace(db);
    expect(await starts()).toEqual([]);
    expect(await db.organisation.findMany({ where: { hosts: true }, select: { id: true } })).toEqual([
      { id: first.id },
    ]);
  });

  test("neither the secret nor its code is in the database", async () => {
    const secret = secretIn(await starts());
    const { invitationCode } = await import("#lib/server/auth/people/invitation-secret.ts");
    const [row] = await db.organisationInvitation.findMany();
    const code = invitationCode(row ?? { id: "", generation: 0 }, "organisation-invitation");
    expect(await accepting.organisationInvitationOfCode(code.toLowerCase())).toBe(secret);
    const rows = JSON.stringify(row);
    for (const text of [secret, code, code.replaceAll("-", "")]) expect(rows).not.toContain(text);
  });

  test("everything that is wrong in the form is said at once, nothing is written, and the address goes on working", async () => {
    const secret = secretIn(await starts());
    const wrong = await accepts(secret, {
      ...RENNES,
      name: " ",
      slug: "Ré nnes",
      kind: "x",
      department: "",
      email: "a@",
    });
    expect(problemsIn(wrong)).toEqual([
      "name: missing",
      "slug: malformed",
      "kind: malformed",
      "department: missing",
      "email: malformed",
    ]);
    expect(await db.organisation.count()).toBe(0);
    expect(await accepts(secret)).toMatchObject({ ok: true });
  });

  test("a name without a Latin letter proposes none for addresses, which is then asked for", async () => {
    expect(problemsIn(await accepts(secretIn(await starts()), { ...RENNES, name: "مساعدة" }))).toEqual([
      "slug: missing",
    ]);
  });

  test("an organisation of that name for which nobody works is taken over, as one whose places were imported before", async () => {
    const { id } = await db.organisation.create({
      data: { slug: "rennes", name: "Rennes", kind: "other", runsPermanences: true },
    });
    expect(await accepts(secretIn(await starts()), { ...RENNES, slug: "rennes" })).toMatchObject({ ok: true });
    expect(await db.organisation.findMany({ select: { id: true, kind: true } })).toEqual([{ id, kind: "city" }]);
  });
});

describe("an invited organisation", () => {
  test("sets itself up by its address or its code, sees nothing of the host’s, and the host nothing of its own", async () => {
    const { host, secret, code } = await invited();
    expect(await accepting.readOrganisationInvitation(secret)).toMatchObject({
      becomes: "organisation",
      from: "Aide numérique Rennes",
    });
    expect(await accepting.organisationInvitationOfCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(secret);
    const made = await accepts(secret, VILLAGE);
    if (!made.ok) throw new Error(made.refusal);
    const actor = actorOf(made.value);
    const own = actor.roles[0]?.organisation ?? "";
    const hosts = host.roles[0]?.organisation ?? "";
    const { readPeople } = await import("#lib/server/auth/people/read-people.ts");
    const { readJournal } = await import("#lib/server/journal/read-journal.ts");
    const { readOrganisationSettings } = await import("#lib/server/organisation/read-organisation-settings.ts");
    const reads = [
      readPeople,
      (by: typeof actor, organisation: string) => readJournal(by, { organisation }),
      readOrganisationSettings,
    ];
    for (const read of reads) {
      expect(await read(actor, own)).toMatchObject({ ok: true });
      expect(await read(actor, hosts)).toEqual(refused("not-allowed"));
      expect(await read(host, hosts)).toMatchObject({ ok: true });
      expect(await read(host, own)).toEqual(refused("not-allowed"));
    }
    expect(await readOrganisations(actor)).toEqual(refused("not-allowed"));
    expect(await db.organisation.findMany({ where: { hosts: true }, select: { id: true } })).toEqual([{ id: hosts }]);
    expect(await acts("aide-numerique-rennes")).toEqual([
      "organisation-set-up",
      "organisation-invited",
      "organisation-invitation-accepted",
    ]);
    expect(await acts("nouvoitou")).toEqual(["organisation-set-up"]);
  });

  test("is refused a name in addresses that is in use, and changes nothing of whose it is", async () => {
    const { secret } = await invited();
    const taken = await accepts(secret, { ...VILLAGE, slug: "aide-numerique-rennes" });
    expect(problemsIn(taken)).toEqual(["slug: slug-taken"]);
    expect(await db.organisation.findMany({ select: { name: true } })).toEqual([{ name: "Aide numérique Rennes" }]);
    await db.organisation.create({ data: { slug: "libre", name: "Libre", kind: "other" } });
    expect(problemsIn(await accepts(secret, { ...VILLAGE, slug: "libre" }))).toEqual(["slug: slug-taken"]);
  });

  test("enters no account that is there already, but by whoever is signed in to it", async () => {
    const { host, secret } = await invited();
    const typed = { ...VILLAGE, email: RENNES.email.toLowerCase() };
    expect(problemsIn(await accepts(secret, typed))).toEqual(["email: sign-in-first"]);
    const other = { ...host, user: randomUUID() };
    expect(problemsIn(await accepts(secret, typed, { actor: other, login: undefined }))).toEqual([
      "email: sign-in-first",
    ]);
    const made = await accepts(secret, typed, { actor: host, login: undefined });
    if (!made.ok) throw new Error(made.refusal);
    expect(new Set(actorOf(made.value).roles.map(({ organisation }) => organisation)).size).toBe(2);
  });

  test("comes within seven days, and not once it is withdrawn or used", async () => {
    const { host, id, secret, code } = await invited();
    const row = await db.organisationInvitation.findUniqueOrThrow({ where: { id } });
    expect((row.expiresAt?.getTime() ?? 0) - row.createdAt.getTime()).toBe(7 * 24 * 3_600_000);
    const over = { createdAt: new Date(server.clock.now() - 60_000), expiresAt: new Date(server.clock.now()) };
    await db.organisationInvitation.update({ where: { id }, data: over });
    expect(await accepts(secret, VILLAGE)).toEqual(refused("not-found"));
    expect(await accepting.organisationInvitationOfCode(code)).toBeUndefined();
    await db.organisationInvitation.update({
      where: { id },
      data: { createdAt: row.createdAt, expiresAt: row.expiresAt },
    });
    expect(await accepting.readOrganisationInvitation(secret)).toBeDefined();
    expect(await inviting.withdrawOrganisationInvitation(host, id)).toEqual({ ok: true, value: undefined });
    expect(await accepts(secret, VILLAGE)).toEqual(refused("not-found"));
    expect(await inviting.withdrawOrganisationInvitation(host, id)).toEqual(refused("not-found"));
    expect(await db.organisation.count()).toBe(1);
  });

  test("is made by an invitation or not, when that is withdrawn within the same moment: whichever came first counts", async () => {
    const { host, id, secret } = await invited();
    const withdraws = () => inviting.withdrawOrganisationInvitation(host, id);
    const acceptsIt = () => accepts(secret, VILLAGE);
    const held = await holdLock(server.url, "SELECT FROM organisation_invitation WHERE id = $1 FOR UPDATE", [id]);
    expect(await inTurn<object>(held, withdraws, acceptsIt)).toMatchObject([{ ok: true }, refused("not-found")]);
    expect(await db.organisation.count()).toBe(1);
    await db.organisationInvitation.update({ where: { id }, data: { withdrawnAt: null } });
    const other = await holdLock(ownerOf(server.url), "LOCK TABLE organisation IN SHARE MODE");
    expect(await inTurn<object>(other, acceptsIt, withdraws)).toMatchObject([{ ok: true }, refused("not-found")]);
    expect(await db.organisationInvitation.findUnique({ where: { id } })).toMatchObject({ withdrawnAt: null });
  });

  test("is invited for seven days more by a renewed invitation, whose former address and code open nothing", async () => {
    const { host, id, secret, code } = await invited();
    const over = { createdAt: new Date(server.clock.now() - 60_000), expiresAt: new Date(server.clock.now()) };
    await db.organisationInvitation.update({ where: { id }, data: over });
    expect(await inviting.renewOrganisationInvitation(host, id, "fr")).toEqual({ ok: true, value: undefined });
    const row = await db.organisationInvitation.findUniqueOrThrow({ where: { id } });
    // From now, not from when it was made, a minute ago.
    expect((row.expiresAt?.getTime() ?? 0) - server.clock.now()).toBeGreaterThan(7 * 24 * 3_600_000 - 30_000);
    expect(await accepts(secret, VILLAGE)).toEqual(refused("not-found"));
    expect(await accepting.organisationInvitationOfCode(code)).toBeUndefined();
    expect((await acts("aide-numerique-rennes")).at(-1)).toBe("invitation-renewed");
    const read = await readOrganisations(host);
    const renewed = read.ok ? (read.value.invitations[0]?.opens?.link.split("/").at(-1) ?? "") : "";
    const other = await organisationWithPlace(db);
    expect(await inviting.renewOrganisationInvitation(other.administrator, id, "fr")).toEqual(refused("not-allowed"));
    expect(await accepts(renewed, VILLAGE)).toMatchObject({ ok: true });
    expect(await inviting.renewOrganisationInvitation(host, id, "fr")).toEqual(refused("not-found"));
  });

  test("may have another address than the one that was noted, where no mail proves whose that is", async () => {
    const { secret } = await invited("organisation", "quelqu.un@nouvoitou.example");
    expect(await accepts(secret, VILLAGE)).toMatchObject({ ok: true });
  });

  test("is invited once by one address while that is open", async () => {
    const { host, id } = await invited("organisation", "mairie@nouvoitou.example");
    const again = () =>
      inviting.inviteOrganisation(host, { becomes: "organisation", email: "mairie@nouvoitou.example" }, "fr");
    expect(await again()).toEqual(refused("already-invited"));
    await inviting.withdrawOrganisationInvitation(host, id);
    expect((await Promise.all([again(), again()])).map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  });

  test("is invited by an administrator of the host, signed in, and by nobody else", async () => {
    const { host } = await invited();
    const [organisation = ""] = host.roles.map((role) => role.organisation);
    const other = await organisationWithPlace(db);
    const asRole = (role: "coordinator" | "administrator", places: "all" | readonly string[] = "all") => ({
      ...host,
      roles: [{ organisation, role, places }],
    });
    const wanted = { becomes: "organisation", email: undefined } as const;
    for (const actor of [
      other.administrator,
      asRole("coordinator"),
      asRole("administrator", []),
      { ...host, by: "token", scopes: ["planning"] } as const,
    ])
      expect(await inviting.inviteOrganisation(actor, wanted, "fr")).toEqual(refused("not-allowed"));
    expect(await inviting.inviteOrganisation(asRole("administrator"), wanted, "fr")).toMatchObject({ ok: true });
    expect(await inviting.withdrawOrganisationInvitation(other.administrator, randomUUID())).toEqual(
      refused("not-allowed"),
    );
  });
});

test("whoever accepts for a partner while signed in keeps their name", async () => {
  const { host, secret } = await invited("partner");
  const made = await accepts(secret, { ...CAF, email: RENNES.email }, { actor: host, login: undefined });
  expect(made).toMatchObject({ ok: true });
  expect(await db.user.findMany({ select: { name: true } })).toEqual([{ name: RENNES.person }]);
});

test("an invited partner has an account and no share until the host makes one, which the host reads", async () => {
  const { host, secret } = await invited("partner");
  const made = await accepts(secret, CAF);
  if (!made.ok) throw new Error(made.refusal);
  const actor = actorOf(made.value);
  const caf = await db.organisation.findUniqueOrThrow({ where: { slug: "caf-35" } });
  expect(caf).toMatchObject({ kind: "caf", partner: true, runsPermanences: false, hosts: false });
  expect(actor.roles).toEqual([{ organisation: caf.id, role: "partner", places: "all" }]);
  expect(await db.calendarShare.count()).toBe(0);
  const missing = async () => {
    const read = await readOrganisations(host);
    return read.ok && read.value.organisations.find(({ id }) => id === caf.id)?.missing;
  };
  expect(await missing()).toEqual(["share"]);
  const giverId = host.roles[0]?.organisation ?? "";
  const { readShareChoices } = await import("#lib/server/calendar/given-shares.ts");
  expect((await readShareChoices(giverId)).receivers).toEqual([{ id: caf.id, name: CAF.name }]);
  const createdAt = new Date(server.clock.now());
  const share = { giverId, receiverId: caf.id, name: "CAF", level: "open-hours", everyPlace: true, createdAt };
  const { id } = await db.calendarShare.create({ data: share });
  expect(await missing()).toEqual([]);
  await db.calendarShare.update({ where: { id }, data: { revokedAt: createdAt } });
  expect(await missing()).toEqual(["share"]);
});

test("who administers the installation reads every organisation, and what each has still to do", async () => {
  const { host } = await invited();
  const village = await organisationWithPlace(db);
  const read = await readOrganisations(host);
  expect(
    read.ok && read.value.organisations.map(({ id, hosts, places, missing }) => ({ id, hosts, places, missing })),
  ).toEqual([
    { id: host.roles[0]?.organisation, hosts: true, places: 0, missing: ["telephone", "places"] },
    { id: village.id, hosts: false, places: 1, missing: ["telephone", "half-days"] },
  ]);
});
