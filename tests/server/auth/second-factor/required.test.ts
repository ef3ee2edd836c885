import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { cookiesOf, posted } from "#tests/server/auth/forms.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { codeOf, loginOf } from "./with-factor.ts";

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;
let halfLoginOfToken: typeof import("#lib/server/auth/second-factor/half-login.ts").halfLoginOfToken;
let own: typeof import("#lib/server/auth/second-factor/own-factor.ts");
let roles: typeof import("#lib/server/auth/people/change-roles.ts");
let give: typeof import("#app/[locale]/connexion/second-facteur/[acte]/route.ts").POST;

beforeAll(async () => {
  Object.assign(process.env, {
    DATABASE_URL: await freshDatabase(),
    APP_ENV: "production",
    APP_SECRET: "a-secret-of-the-production-test",
    APP_URL: "http://localhost:3000",
  });
  ({ db } = await import("#lib/server/db.ts"));
  ({ clock } = await import("#lib/server/clock.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
  ({ halfLoginOfToken } = await import("#lib/server/auth/second-factor/half-login.ts"));
  own = await import("#lib/server/auth/second-factor/own-factor.ts");
  roles = await import("#lib/server/auth/people/change-roles.ts");
  ({ POST: give } = await import("#app/[locale]/connexion/second-facteur/[acte]/route.ts"));
});
afterAll(() => db.$disconnect());

const daysAgo = (days: number): Date => new Date(clock.now() - days * 24 * 3_600_000);

/** Somebody whose roles were given so many days ago. */
async function since(days: number, role: "administrator" | "coordinator" | "conseiller") {
  const organisation = await organisationWithPlace(db);
  const user = await organisation.joins(role);
  await db.membership.updateMany({ where: { userId: user }, data: { givenAt: daysAgo(days) } });
  return { organisation, user, actor: organisation.asks(user, role), token: await loginOf(db, user) };
}

describe("in production", () => {
  test.each(["administrator", "coordinator"] as const)(
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
    const form = posted("/connexion/second-facteur/activer", { code: codeOf(letters) }, { session: token });
    const done = await give(form, { params: Promise.resolve({ locale: "fr", acte: "activer" }) });
    expect(new URL(done.headers.get("location") ?? "", "http://a.example").pathname).toBe("/moi/second-facteur");
    expect(await actorOfSession(cookiesOf(done)["session"])).toMatchObject({ user });
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
