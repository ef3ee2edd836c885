import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { cookiesOf, inLocale, posted } from "#tests/server/auth/forms.ts";
import { loginOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let leave: typeof import("#app/[locale]/connexion/quitter/route.ts").POST;

beforeAll(async () => {
  Object.assign(process.env, {
    DATABASE_URL: await freshDatabase(),
    APP_ENV: "production",
    APP_SECRET: "a-secret-of-the-production-test",
    APP_URL: "https://permanences.example",
  });
  ({ db } = await import("#lib/server/db.ts"));
  ({ POST: leave } = await import("#app/[locale]/connexion/quitter/route.ts"));
});
afterAll(() => db.$disconnect());

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
