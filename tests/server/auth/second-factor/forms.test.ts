import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { cookiesOf, posted } from "#tests/server/auth/forms.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { codeOf, loginOf, withFactor } from "./with-factor.ts";

let db: PrismaClient;
let give: typeof import("#app/[locale]/connexion/second-facteur/[acte]/route.ts").POST;
let manage: typeof import("#app/[locale]/moi/second-facteur/[acte]/route.ts").POST;
let enter: typeof import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts").POST;
let session: typeof import("#app/api/auth/[...nextauth]/route.ts").GET;
let login: typeof import("#lib/server/auth/login.ts");
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let openRecoveryCodes: typeof import("#lib/server/auth/second-factor/shown-codes.ts").openRecoveryCodes;
let clock: typeof import("#lib/server/clock.ts").clock;

beforeAll(async () => {
  ({ db, clock } = await serverOnFreshDatabase());
  ({ POST: give } = await import("#app/[locale]/connexion/second-facteur/[acte]/route.ts"));
  ({ POST: manage } = await import("#app/[locale]/moi/second-facteur/[acte]/route.ts"));
  ({ POST: enter } = await import("#app/[locale]/connexion/lien/[secret]/entrer/route.ts"));
  ({ GET: session } = await import("#app/api/auth/[...nextauth]/route.ts"));
  login = await import("#lib/server/auth/login.ts");
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  ({ openRecoveryCodes } = await import("#lib/server/auth/second-factor/shown-codes.ts"));
});
afterAll(() => db.$disconnect());

const at = (acte: string) => ({ params: Promise.resolve({ locale: "fr", acte }) });
const gives = (token: string, fields: Record<string, string>) =>
  give(posted("/connexion/second-facteur/donner", fields, { session: token }), at("donner"));
const locationOf = (answer: Response): URL => new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
const refusalsOf = (answer: Response) =>
  openTyped(locationOf(answer).searchParams.get("saisie") ?? undefined, clock.now(), undefined)?.refusals;

/** A coordinator with a second factor, who has just signed in by a link. */
async function signedInByLink(email: string) {
  const { user } = await account(db, email, ["coordinator"]);
  const factor = await withFactor(db, user);
  const { makeSignInLink } = await import("#lib/server/auth/sign-in-link.ts");
  const made = await makeSignInLink(email);
  const secret = (made.ok ? made.value : "").split("/").at(-1) ?? "";
  const answer = await enter(posted(`/connexion/lien/${secret}/entrer`, {}), {
    params: Promise.resolve({ locale: "fr", secret }),
  });
  return { ...factor, user, answer, token: cookiesOf(answer)["session"] ?? "" };
}

test("who has a second factor is led from signing in to its page, and from there to where they were going", async () => {
  const { answer, token, letters, user } = await signedInByLink("chemin@exemple.fr");
  expect(locationOf(answer).pathname).toBe("/connexion/second-facteur");
  expect(await login.actorOfSession(token)).toBeUndefined();
  const given = await gives(token, { code: codeOf(letters), retour: "/coordination/equipe" });
  expect([given.status, given.headers.get("location")]).toEqual([303, "/coordination/equipe"]);
  expect(await login.actorOfSession(cookiesOf(given)["session"])).toMatchObject({ user });
});

test("without a way back who coordinates comes to what is to be done; a way to another site is none", async () => {
  const { token, letters } = await signedInByLink("sans-retour@exemple.fr");
  const given = await gives(token, { code: codeOf(letters), retour: "//ailleurs.example" });
  expect(given.headers.get("location")).toBe("/coordination");
});

test("a wrong code comes back with its sentence and the way back, and is not kept", async () => {
  const { token } = await signedInByLink("faux@exemple.fr");
  const refused = await gives(token, { code: "000 001", retour: "/agenda" });
  const location = locationOf(refused);
  expect([location.pathname, location.searchParams.get("retour")]).toEqual(["/connexion/second-facteur", "/agenda"]);
  expect(openTyped(location.searchParams.get("saisie") ?? undefined, clock.now(), undefined)).toEqual({
    form: "donner",
    fields: {},
    refusals: { code: "wrong-code" },
  });
  expect(cookiesOf(refused)["session"]).toBeUndefined();
});

test("after ten wrong codes the sentence says how long to wait", async () => {
  const { token } = await signedInByLink("compte@exemple.fr");
  for (let time = 0; time < 10; time += 1) await gives(token, { code: "000001" });
  expect(refusalsOf(await gives(token, { code: "000001" }))?.["code"]).toMatch(/Attendez \d+ minutes/u);
});

test("half signed in, nobody reads who they are", async () => {
  const { token, login: full } = await signedInByLink("session@exemple.fr");
  const read = async (cookie: string): Promise<unknown> =>
    (
      await session(posted("/api/auth/session", {}, { session: cookie }), {
        params: Promise.resolve({ nextauth: ["session"] }),
      })
    ).json();
  expect(await read(token)).toEqual({});
  expect(await read(full)).toHaveProperty("staff.roles");
});

test("whoever is not half signed in is led to the sign-in page", async () => {
  const { login: full, letters } = await signedInByLink("entier@exemple.fr");
  for (const token of ["", "inconnu", full])
    expect(locationOf(await gives(token, { code: codeOf(letters) })).pathname).toBe("/connexion");
});

test("half signed in, one's own second factor cannot be taken away, renewed or set up by its forms", async () => {
  const { token, letters, user } = await signedInByLink("moi@exemple.fr");
  for (const acte of ["retirer", "codes", "activer"]) {
    const form = posted(`/moi/second-facteur/${acte}`, { code: codeOf(letters) }, { session: token });
    expect(locationOf(await manage(form, at(acte))).pathname).toBe("/connexion");
  }
  const set = posted("/connexion/second-facteur/activer", { code: codeOf(letters) }, { session: token });
  expect(refusalsOf(await give(set, at("activer")))).toEqual({ form: "state-changed" });
  expect(await db.secondFactor.count({ where: { userId: user } })).toBe(1);
});

test("setting it up on one's own page keeps the person signed in and shows ten codes to them", async () => {
  const { user } = await account(db, "active@exemple.fr", ["administrator"]);
  const token = await loginOf(db, user);
  const { readFactorToSetUp } = await import("#lib/server/auth/second-factor/own-factor.ts");
  const actor = { kind: "staff", user, by: "login", roles: [] } as const;
  const letters = (await readFactorToSetUp({ actor, login: token }, "Permanences"))?.letters ?? "";
  const form = posted("/moi/second-facteur/activer", { code: codeOf(letters) }, { session: token });
  const done = await manage(form, at("activer"));
  const location = locationOf(done);
  expect([location.pathname, location.searchParams.get("fait")]).toEqual(["/moi/second-facteur", "factorSetUp"]);
  const sealed = location.searchParams.get("codes") ?? undefined;
  expect(openRecoveryCodes(user, sealed, clock.now())).toHaveLength(10);
  expect(await login.actorOfSession(cookiesOf(done)["session"])).toMatchObject({ user });
});
