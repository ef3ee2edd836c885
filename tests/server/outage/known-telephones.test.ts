import type { KnownTelephone } from "#lib/server/place/known-telephones.ts";

process.env["APP_ENV"] = "test";
const { knownTelephone, rememberOperator, rememberTelephone } = await import("#lib/server/place/known-telephones.ts");

const ville: KnownTelephone = { phone: "+33388000001" };
const caf: KnownTelephone = { phone: "+33388000002" };

test("nothing is known of an installation that never answered", () => {
  expect(knownTelephone("/")).toBeUndefined();
});

test("a page has the telephone it was last shown with, in any language and below it; another one that of the installation", () => {
  rememberOperator(ville);
  rememberTelephone("/suivi/secret", caf);
  expect(["/suivi/secret", "/ar/suivi/secret", "/suivi/secret/papier"].map(knownTelephone)).toEqual([caf, caf, caf]);
  expect(["/suivi/other", "/", "/tr", "/lieux"].map(knownTelephone)).toEqual([ville, ville, ville, ville]);
});

test("a telephone that changed is the new one, and one that could not be read changes nothing", () => {
  rememberTelephone("/lieux/mairie", caf);
  rememberTelephone("/lieux/mairie", ville);
  rememberTelephone("/lieux/mairie", undefined);
  expect(knownTelephone("/lieux/mairie")).toEqual(ville);
});

test("so many pages are kept, and the one that was shown longest ago goes first", () => {
  rememberTelephone("/suivi/first", caf);
  rememberTelephone("/suivi/second", caf);
  for (let page = 0; page < 4_998; page += 1) rememberTelephone(`/suivi/${page}`, caf);
  rememberTelephone("/suivi/first", caf);
  rememberTelephone("/suivi/last", caf);
  expect(knownTelephone("/suivi/first")).toEqual(caf);
  expect(knownTelephone("/suivi/second")).toEqual(ville);
});

test("an address that is a secret is not kept as it is", () => {
  rememberTelephone("/suivi/a-secret-of-a-resident", caf);
  expect(
    JSON.stringify([
      ...((globalThis as { knownTelephones?: { byPage: Map<string, unknown> } }).knownTelephones?.byPage ?? []),
    ]),
  ).not.toContain("a-secret");
});
