import { jest } from "@jest/globals";
import { NextRequest } from "next/server";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "./accounts.ts";
import { cookiesOf, inLocale, posted } from "./forms.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let db: PrismaClient;
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;
let give: typeof import("#app/[locale]/connexion/code/route.ts").POST;
let leave: typeof import("#app/[locale]/connexion/quitter/route.ts").POST;
let stock: typeof import("#app/api/auth/[...nextauth]/route.ts");
let openEmail: typeof import("#lib/server/auth/typed-email.ts").openEmail;
let clock: typeof import("#lib/server/clock.ts").clock;
let pendingOf: typeof import("#lib/server/auth/pending-sign-in.ts").pendingOf;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase());
  jest.spyOn(console, "info").mockImplementation(() => {});
  ({ openEmail } = await import("#lib/server/auth/typed-email.ts"));
  ({ clock } = await import("#lib/server/clock.ts"));
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
  ({ POST: give } = await import("#app/[locale]/connexion/code/route.ts"));
  ({ POST: leave } = await import("#app/[locale]/connexion/quitter/route.ts"));
  stock = await import("#app/api/auth/[...nextauth]/route.ts");
  ({ pendingOf } = await import("#lib/server/auth/pending-sign-in.ts"));
});

afterAll(() => db.$disconnect());

/** Asks for a code and gives what the browser then holds: the pending cookie, and the code the page shows. */
async function asked(email: string, retour?: string, locale = "fr") {
  const answer = await send(posted("/connexion/envoyer", { email, ...(retour && { retour }) }), inLocale(locale));
  const pending = cookiesOf(answer)["sign-in"] ?? "";
  return { answer, pending, code: pendingOf(pending)?.code ?? "" };
}

/** Signs in the whole way through the forms. */
async function signedIn(email: string, retour?: string, locale = "fr"): Promise<Response> {
  const { pending, code } = await asked(email, retour, locale);
  return give(posted("/connexion/code", { code }, { "sign-in": pending }), inLocale(locale));
}

const who = (session: string, path: readonly string[] = ["session"]): Promise<Response> =>
  stock.GET(
    new NextRequest(`http://localhost:3000/api/auth/${path.join("/")}`, { headers: { cookie: `session=${session}` } }),
    { params: Promise.resolve({ nextauth: [...path] }) },
  );

test("address, then code, then the line: three forms that work without script", async () => {
  await account(db, "conseiller@exemple.fr");
  const { answer, pending, code } = await asked("  Conseiller@Exemple.FR ");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/connexion?etape=code"]);
  const done = await give(posted("/connexion/code", { code }, { "sign-in": pending }), inLocale("fr"));
  expect([done.status, done.headers.get("location")]).toEqual([303, "/conseiller"]);
  expect(cookiesOf(done)["sign-in"]).toBe("");
  expect(await (await who(cookiesOf(done)["session"] ?? "")).json()).toMatchObject({ staff: { kind: "staff" } });
});

test("a partner lands on the shared calendars, in the language of the form", async () => {
  await account(db, "caf@exemple.fr", ["partner"]);
  expect((await signedIn("caf@exemple.fr", undefined, "en")).headers.get("location")).toBe("/en/agenda");
});

test("the person comes back to where they were going, and never to another site", async () => {
  await account(db, "retour@exemple.fr");
  expect((await signedIn("retour@exemple.fr", "/conseiller/permanences/7?vue=1")).headers.get("location")).toBe(
    "/conseiller/permanences/7?vue=1",
  );
  expect((await signedIn("retour@exemple.fr", "//ailleurs.example/x")).headers.get("location")).toBe("/conseiller");
});

test("a return address forged into the cookie is refused as well", async () => {
  await account(db, "force@exemple.fr");
  const { code, pending } = await asked("force@exemple.fr");
  const forged = Buffer.from(JSON.stringify({ ...pendingOf(pending), retour: "https://ailleurs.example/" })).toString(
    "base64url",
  );
  const done = await give(posted("/connexion/code", { code }, { "sign-in": forged }), inLocale("fr"));
  expect(done.headers.get("location")).toBe("/conseiller");
});

test("what is no address leads back to its field", async () => {
  const { answer } = await asked("pas une adresse", "/agenda");
  const led = new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
  const { repris, ...query } = Object.fromEntries(led.searchParams);
  expect([led.pathname, query]).toEqual(["/connexion", { erreur: "email", retour: "/agenda" }]);
  expect(openEmail(repris, clock.now())).toBe("pas une adresse");
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("a code without the address that asked for it begins again", async () => {
  const without = await give(posted("/connexion/code", { code: "123456" }), inLocale("en"));
  expect(without.headers.get("location")).toBe("/en/connexion?erreur=start");
  const broken = await give(
    posted("/connexion/code", { code: "123456" }, { "sign-in": "bm90LWpzb24" }),
    inLocale("fr"),
  );
  expect(broken.headers.get("location")).toBe("/connexion?erreur=start");
});

test("leaving ends the login and takes the cookie back", async () => {
  await account(db, "part@exemple.fr");
  const session = cookiesOf(await signedIn("part@exemple.fr"))["session"] ?? "";
  const left = await leave(posted("/connexion/quitter", {}, { session }), inLocale("fr"));
  expect([left.status, left.headers.get("location"), cookiesOf(left)["session"]]).toEqual([303, "/connexion", ""]);
  expect(await (await who(session)).json()).toEqual({});
});

test("next-auth's own callback is closed, even with the right code", async () => {
  await account(db, "rappel@exemple.fr");
  const { code } = await asked("rappel@exemple.fr");
  const query = new URLSearchParams({ email: "rappel@exemple.fr", token: code });
  const answer = await stock.GET(new NextRequest(`http://localhost:3000/api/auth/callback/email?${query}`), {
    params: Promise.resolve({ nextauth: ["callback", "email"] }),
  });
  expect(answer.status).toBe(404);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await db.session.count({ where: { user: { email: "rappel@exemple.fr" } } })).toBe(0);
  expect(await db.signInCode.findMany({ where: { user: { email: "rappel@exemple.fr" } } })).toMatchObject([
    { tries: 0 },
  ]);
});

test.each([["signin", "email"], ["csrf"], ["session", "x"]])("next-auth's %s %s is closed", async (...path) => {
  expect((await who("", path.filter(Boolean))).status).toBe(404);
  expect((await stock.POST(posted("/api/auth/signin", {}))).status).toBe(404);
});
