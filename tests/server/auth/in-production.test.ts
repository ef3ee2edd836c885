import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "./accounts.ts";
import { cookiesOf, inLocale, posted } from "./forms.ts";
import { organisationWithPlace } from "./people/organisation.ts";
import { codeOf, loginOf } from "./second-factor/with-factor.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;
let halfLoginOfToken: typeof import("#lib/server/auth/second-factor/half-login.ts").halfLoginOfToken;
let own: typeof import("#lib/server/auth/second-factor/own-factor.ts");
let roles: typeof import("#lib/server/auth/people/change-roles.ts");
let leave: typeof import("#app/[locale]/connexion/quitter/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/second-facteur/[acte]/route.ts").POST;

beforeAll(async () => {
  Object.assign(process.env, {
    DATABASE_URL: await freshDatabase(),
    APP_ENV: "production",
    APP_SECRET: "a-secret-of-the-production-test",
    APP_URL: "https://permanences.example",
  });
  ({ db } = await import("#lib/server/db.ts"));
  ({ clock } = await import("#lib/server/clock.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ halfLoginOfToken } = await import("#lib/server/auth/second-factor/half-login.ts"));
  own = await import("#lib/server/auth/second-factor/own-factor.ts");
  roles = await import("#lib/server/auth/people/change-roles.ts");
  ({ POST: leave } = await import("#app/[locale]/connexion/quitter/route.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/second-facteur/[acte]/route.ts"));
});
afterAll(() => db.$disconnect());

const daysAgo = (days: number): Date => new Date(clock.now() - days * 24 * 3_600_000);

/** Somebody whose roles were given so many days ago. */
async function since(days: number, role: "administrator" | "coordinator" | "reception" | "conseiller") {
  const organisation = await organisationWithPlace(db);
  const user = await organisation.joins(role);
  await db.membership.updateMany({ where: { userId: user }, data: { givenAt: daysAgo(days) } });
  return { organisation, user, actor: organisation.asks(user, role), token: await loginOf(db, user) };
}

describe("a second factor", () => {
  test.each(["administrator", "coordinator", "reception"] as const)(
    "a %s works without second factor for seven days and reads by when to set it up, then only sets it up",
    async (role) => {
      const early = await since(6.9, role);
      expect(await actorOfSession(early.token)).toMatchObject({ user: early.user });
      const due = await own.secondFactorToSetUp(early.actor);
      expect(Math.round(((due ?? 0) - clock.now()) / 3_600_000)).toBe(2);
      const late = await since(7, role);
      expect(await actorOfSession(late.token)).toBeUndefined();
      expect(await halfLoginOfToken(late.token)).toMatchObject({ missing: "set-up", actor: { user: late.user } });
    },
  );

  test("nobody else has to have one", async () => {
    const { user, actor, token } = await since(400, "conseiller");
    expect(await actorOfSession(token)).toMatchObject({ user });
    expect(await own.secondFactorToSetUp(actor)).toBeUndefined();
  });

  test("set up late, it signs in wholly and leads to the recovery codes", async () => {
    const { user, token } = await since(30, "coordinator");
    const half = await halfLoginOfToken(token);
    if (!half) throw new Error("not half signed in");
    const letters = (await own.readFactorToSetUp(half, "Permanences"))?.letters ?? "";
    const form = posted("/connexion/second-facteur/activer", { code: codeOf(letters) }, { "__Host-session": token });
    const done = await give(form, { params: Promise.resolve({ locale: "fr", acte: "activer" }) });
    expect(new URL(done.headers.get("location") ?? "", "http://a.example").pathname).toBe("/moi/second-facteur");
    expect(await actorOfSession(cookiesOf(done)["__Host-session"])).toMatchObject({ user });
  });

  test("a role given now has its own seven days, also one that had ended and is given again", async () => {
    const { organisation, user } = await since(60, "coordinator");
    const { administrator, id } = organisation;
    const of = { organisation: id, account: user };
    await roles.endRole(administrator, of, "coordinator");
    await roles.giveRole(administrator, of, { role: "coordinator", places: "all" });
    expect(await actorOfSession(await loginOf(db, user))).toMatchObject({ user });
  });

  test("a role that is changed keeps its day", async () => {
    const { organisation, user } = await since(60, "coordinator");
    const of = { organisation: organisation.id, account: user };
    await roles.giveRole(organisation.administrator, of, { role: "coordinator", places: [organisation.place] });
    expect(await halfLoginOfToken(await loginOf(db, user))).toMatchObject({ missing: "set-up" });
  });

  test("a program of an account that has to set one up goes on", async () => {
    const { user } = await since(30, "coordinator");
    const { email } = await db.user.findUniqueOrThrow({ where: { id: user } });
    const { actorOfToken, makeToken } = await import("#lib/server/auth/api-tokens.ts");
    const made = await makeToken({ email, name: randomUUID(), scopes: ["read"] });
    expect(await actorOfToken(made.ok ? made.value : "")).toMatchObject({ user, by: "token" });
  });
});

/** Touches a button that signs out, and says where that led and how many logins are left. */
async function left(userId: string, token: string, address: string) {
  const answer = await leave(posted(address, {}, { "__Host-session": token }), inLocale("fr"));
  return [
    answer.headers.get("location"),
    cookiesOf(answer)["__Host-session"],
    await db.session.count({ where: { userId } }),
  ];
}

test("without mail, signing out first leads to the page that warns, and signs out by its button", async () => {
  const { user } = await account(db, "seule@exemple.fr", ["conseiller"]);
  const token = await loginOf(db, user);
  expect(await left(user, token, "/connexion/quitter")).toEqual(["/connexion", undefined, 1]);
  expect(await left(user, token, "/connexion/quitter?confirme=oui")).toEqual(["/connexion", "", 0]);
});

test("a shared tablet is left at once: its people come back by the code of the day", async () => {
  const { user } = await account(db, "tablette@exemple.fr", ["conseiller"]);
  const [location, , logins] = await left(user, await loginOf(db, user), "/connexion/quitter?lieu=mairie");
  expect([location, logins]).toEqual(["/tablette?lieu=mairie", 0]);
});
