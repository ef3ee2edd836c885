import { safeReturn } from "#lib/server/auth/after-sign-in.ts";

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
  "https://ailleurs.example/",
  "//ailleurs.example/",
  "/\\ailleurs.example",
  "javascript:alert(1)",
  "conseiller",
  "",
])("%j is refused outright", (path) => {
  expect(safeReturn(path)).toBeUndefined();
});

test.each([
  "/connexion",
  "/ar/connexion?retour=/x",
  "/connexion/quitter",
  "/api/v1/places",
  "/feeds/agenda/x",
  "/_next/x",
])("%s is no page to come back to", (path) => {
  expect(safeReturn(path)).toBeUndefined();
});

test("what is no text, or too long, is refused", () => {
  expect(safeReturn(undefined)).toBeUndefined();
  expect(safeReturn(["/conseiller"])).toBeUndefined();
  expect(safeReturn(`/${"a".repeat(500)}`)).toBeUndefined();
});
