import type { Installation, KnownTelephone } from "#lib/server/place/known-places.ts";

process.env["APP_ENV"] = "test";
const { knownOfPage, rememberInstallation, rememberPage, rememberTelephone } =
  await import("#lib/server/place/known-places.ts");

const ville: KnownTelephone = { phone: "+33388000001" };
const caf: KnownTelephone = { phone: "+33388000002" };
const telephoneOf = (path: string): KnownTelephone | undefined => knownOfPage(path).telephone;
const zoneOf = (path: string): string | undefined => knownOfPage(path).timeZone;

const PARIS = "Europe/Paris";
const REUNION = "Indian/Reunion";
/** The city and the CAF, with a place each and one that nobody answers for. */
const installation = (organisations: readonly string[], zoneOfCaf = PARIS): Installation => ({
  organisations: {
    ville: { ...ville, runsPermanences: organisations.includes("ville") },
    caf: { ...caf, runsPermanences: organisations.includes("caf") },
    silent: { runsPermanences: organisations.includes("silent") },
  },
  places: {
    mairie: { organisation: "ville", timeZone: PARIS },
    "caf-nord": { organisation: "caf", timeZone: zoneOfCaf },
    annexe: { organisation: "silent", timeZone: PARIS },
  },
});

test("nothing is known of an installation that never answered", () => {
  expect(knownOfPage("/")).toEqual({});
});

test("a page that names a place has the telephone and the time zone of that place, in any language and below it", () => {
  rememberInstallation(installation(["ville", "caf"], REUNION));
  const pages = ["/ecran/caf-nord", "/ar/porte/caf-nord/secret", "/lieux/caf-nord/affiche", "/lieux/mairie"];
  expect(pages.map(telephoneOf)).toEqual([caf, caf, caf, ville]);
  expect(pages.map(zoneOf)).toEqual([REUNION, REUNION, REUNION, PARIS]);
});

test("a page that names no place has the telephone of the only organisation, and none when there are several", () => {
  const pages = ["/", "/tr", "/lieux", "/suivi/other", "/lieux/unknown", "/lieux/constructor"];
  rememberInstallation(installation(["ville"]));
  for (const page of pages) expect(telephoneOf(page)).toEqual(ville);
  for (const organisations of [["ville", "caf"], ["ville", "silent"], []]) {
    rememberInstallation(installation(organisations));
    for (const page of pages) expect(telephoneOf(page)).toBeUndefined();
  }
});

test("a page that names no place has the time zone of all places, and none when they differ", () => {
  rememberInstallation(installation(["ville"]));
  expect(zoneOf("/")).toBe(PARIS);
  rememberInstallation(installation(["ville"], REUNION));
  expect(zoneOf("/")).toBeUndefined();
});

test("a place of an organisation without telephone is not given the telephone of another", () => {
  rememberInstallation(installation(["ville"]));
  expect(telephoneOf("/lieux/annexe")).toEqual({});
});

test("a number or an appointment has the telephone and the time zone it was last shown with", () => {
  rememberInstallation(installation(["ville"]));
  rememberPage("/suivi/secret", { organisation: "caf", timeZone: REUNION });
  const pages = ["/suivi/secret", "/ar/suivi/secret", "/suivi/secret/papier"];
  expect(pages.map(knownOfPage)).toEqual(pages.map(() => ({ telephone: caf, timeZone: REUNION })));
  expect(telephoneOf("/suivi/other")).toEqual(ville);
  rememberPage("/suivi/secret", { organisation: "ville" });
  expect(knownOfPage("/suivi/secret")).toEqual({ telephone: ville, timeZone: PARIS });
});

test("every page of an organisation has its telephone as it was read last, for whichever page that was", () => {
  const pages = ["/suivi/of-the-caf", "/lieux/caf-nord", "/lieux"];
  const { organisations, places } = installation(["caf"]);
  const readWith = (telephone: KnownTelephone): void =>
    rememberInstallation({ places, organisations: { ...organisations, caf: { ...telephone, runsPermanences: true } } });
  readWith(caf);
  rememberPage("/suivi/of-the-caf", { organisation: "caf" });
  for (const read of [readWith, (telephone: KnownTelephone) => rememberTelephone("caf", telephone), readWith])
    for (const telephone of [{ phone: "+33388000003", phoneHours: "09:00-17:00" }, { phone: "+33388000004" }, {}]) {
      read(telephone);
      expect(pages.map(telephoneOf)).toEqual(pages.map(() => telephone));
    }
});

test("the tablet of a half-day has what its page was shown with", () => {
  rememberInstallation(installation(["ville"]));
  rememberPage("/permanences/id", { organisation: "caf", timeZone: REUNION });
  expect(knownOfPage("/conseiller/permanences/id")).toEqual({ telephone: caf, timeZone: REUNION });
});

test("so many pages are kept, and the one that was shown longest ago goes first", () => {
  rememberPage("/suivi/first", { organisation: "caf" });
  rememberPage("/suivi/second", { organisation: "caf" });
  for (let page = 0; page < 4_998; page += 1) rememberPage(`/suivi/${page}`, { organisation: "caf" });
  rememberPage("/suivi/first", { organisation: "caf" });
  rememberPage("/suivi/last", { organisation: "caf" });
  expect(telephoneOf("/suivi/first")).toEqual(caf);
  expect(telephoneOf("/suivi/second")).toEqual(ville);
});

test("an address that is a secret is not kept as it is", () => {
  rememberPage("/suivi/a-secret-of-a-resident", { organisation: "caf" });
  expect(
    JSON.stringify([...((globalThis as { knownPlaces?: { byPage: Map<string, unknown> } }).knownPlaces?.byPage ?? [])]),
  ).not.toContain("a-secret");
});
