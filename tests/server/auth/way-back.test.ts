import { randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import { safeReturn } from "#lib/server/auth/after-sign-in.ts";
import { inLocale, posted } from "./forms.ts";

let trouble: object | undefined;
let openEmail: typeof import("#lib/server/auth/typed-email.ts").openEmail;
let clock: typeof import("#lib/server/clock.ts").clock;
let keyOfError: typeof import("#app/[locale]/connexion/key-of-error.ts").keyOfError;
let send: typeof import("#app/[locale]/connexion/envoyer/route.ts").POST;

beforeAll(async () => {
  Object.assign(process.env, { APP_ENV: "test", LIMIT_CREATES: "1", LIMIT_CODES: "1", LOG_LEVEL: "silent" });
  // The database that cannot answer now.
  const signInCode = await import("#lib/server/auth/sign-in-code.ts");
  jest.unstable_mockModule("#lib/server/auth/sign-in-code.ts", () => ({
    ...signInCode,
    issueCode: () => Promise.reject(trouble),
  }));
  ({ openEmail } = await import("#lib/server/auth/typed-email.ts"));
  ({ clock } = await import("#lib/server/clock.ts"));
  ({ keyOfError } = await import("#app/[locale]/connexion/key-of-error.ts"));
  ({ POST: send } = await import("#app/[locale]/connexion/envoyer/route.ts"));
});

/**
 * Asks for a code on the way to a tablet, from an address of its own unless given; answers where that leads, without
 * what was typed, which must be there sealed.
 */
async function ledTo(address: string = randomUUID(), retour = "/conseiller/permanences/7"): Promise<string> {
  const email = `Nadia-${randomUUID()}@exemple.fr`;
  const request = posted("/connexion/envoyer", { email, retour });
  request.headers.set("x-peer-address", address);
  const led = new URL((await send(request, inLocale("en"))).headers.get("location") ?? "", "http://localhost:3000");
  expect(led.href.toLowerCase()).not.toContain("nadia");
  expect(openEmail(led.searchParams.get("repris") ?? "", clock.now())).toBe(email);
  led.searchParams.delete("repris");
  return led.pathname + led.search;
}

test("when no code can be made now, a second try still comes back to where one was going", async () => {
  trouble = { code: "P2028" };
  expect(await ledTo()).toBe("/en/connexion?erreur=busy&retour=%2Fconseiller%2Fpermanences%2F7");
  trouble = new Error("unexpected");
  expect(await ledTo()).toBe("/en/connexion?erreur=unexpected&retour=%2Fconseiller%2Fpermanences%2F7");
});

test("also when too much was asked from one address; but never to another site", async () => {
  const address = randomUUID();
  trouble = { code: "P2028" };
  await ledTo(address);
  expect(await ledTo(address)).toBe("/en/connexion?erreur=wait&retour=%2Fconseiller%2Fpermanences%2F7");
  expect(await ledTo(address, "https://ailleurs.example/")).toBe("/en/connexion?erreur=wait");
});

test("what was typed is shown again for half an hour", async () => {
  const { sealEmail } = await import("#lib/server/auth/typed-email.ts");
  const { plusMinutes } = await import("#lib/time/instant.ts");
  const sealed = sealEmail("nadia@exemple.fr", clock.now());
  expect(openEmail(sealed, plusMinutes(clock.now(), 29))).toBe("nadia@exemple.fr");
  expect(openEmail(sealed, plusMinutes(clock.now(), 31))).toBeUndefined();
  expect([sealEmail("", clock.now()), openEmail("invented", clock.now())]).toEqual([undefined, undefined]);
});

test("after too many wrong codes the same code is to be written, while it may still live at the end of the wait", () => {
  expect([keyOfError("guesses", 1, true), keyOfError("guesses", 9, true)]).toEqual(Array(2).fill("guessesSameCode"));
});

test("a code that has ended by then, or is not known here, is not to be written: another one is to be asked for", () => {
  const said = [keyOfError("guesses", 10, true), keyOfError("guesses", 60, true), keyOfError("guesses", 9, false)];
  expect(said).toEqual(Array(3).fill("guessesNewCode"));
});

test("whoever may not ask for another code yet is told of the one that they have", () => {
  expect([keyOfError("wait", 60, true), keyOfError("wait", 60, false)]).toEqual(["waitWithCode", "wait"]);
  expect([keyOfError("code", 1, true), keyOfError("invented", 1, true)]).toEqual(["code", undefined]);
});

test.each(["/conseiller", "/ar/agenda", "/agenda/abc?semaine=2026-11-23", "/conseiller/permanences/1#table"])(
  "%s is a page to come back to",
  (path) => {
    expect(safeReturn(path)).toBe(path.split("#")[0]);
  },
);

test.each([
  "https://ailleurs.example/",
  "//ailleurs.example/",
  "/\\ailleurs.example",
  "\\\\ailleurs.example",
  "javascript:alert(1)",
  "/\t/ailleurs.example",
  "/./%2f/..//ailleurs.example",
  "conseiller",
  "",
  "/",
])("%j does not lead out of this site", (path) => {
  const safe = safeReturn(path);
  expect(
    safe === undefined ||
      (new URL(safe, "http://here.invalid").origin === "http://here.invalid" && !safe.startsWith("//")),
  ).toBe(true);
});

test.each([
  "/connexion",
  "/ar/connexion?retour=/x",
  "/connexion/quitter",
  "/api/v1/places",
  "/feeds/agenda/x",
  "/_next/x",
  "conseiller",
  "",
])("%j is no page to come back to", (path) => {
  expect(safeReturn(path)).toBeUndefined();
});

test("what is no text, or too long, is refused", () => {
  expect(safeReturn(undefined)).toBeUndefined();
  expect(safeReturn(["/conseiller"])).toBeUndefined();
  expect(safeReturn(`/${"a".repeat(500)}`)).toBeUndefined();
});
