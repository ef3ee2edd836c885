import { frameOriginOf, hourRead, isLimited, organisationAlike, whyNoOrigin } from "#lib/calendar/share.ts";
import { instantOf } from "#lib/time/instant.ts";
import { refusedOriginsOfForm } from "#lib/wire/calendar/share.ts";

test.each([
  ["https://www.caf.example", "https://www.caf.example"],
  [" HTTPS://WWW.Caf.Example/ ", "https://www.caf.example"],
  ["https://caf.example:8443", "https://caf.example:8443"],
  ["https://caf.example:443", "https://caf.example"],
])("%j is a site that may show a frame", (typed, origin) => {
  expect(frameOriginOf(typed)).toBe(origin);
});

test.each([
  "http://caf.example",
  "https://*.caf.example",
  "https://caf.example/agenda",
  "https://caf.example?x=1",
  "https://user@caf.example",
  "https://caf.example; script-src *",
  "https://caf.example https://other.example",
  "https://caf.example\nhttps://other.example",
  "https://localhost",
  "https://caf.example:99999",
  "caf.example",
  "*",
  "'self'",
  "",
])("%j is none, so that nothing else gets into the header", (typed) => {
  expect(frameOriginOf(typed)).toBeUndefined();
});

test.each([
  ["https://caf.example", undefined],
  ["http://caf.example", "no-https"],
  ["www.caf.example", "no-https"],
  ["https://*.caf.example", "star"],
  ["https://caf.example/agenda", "path"],
  ["https://caf.example?x=1", "path"],
  ["https://localhost", "no-site"],
] as const)("%j is refused as %s", (typed, why) => {
  expect(whyNoOrigin(typed)).toBe(why);
});

test("a list of sites says which lines are refused and why, also after an empty line", () => {
  const origins = "https://caf.example\r\n\r\nhttps://a.example, http://b.example\nhttps://c.example/x";
  expect(refusedOriginsOfForm({ origins })).toEqual([
    { line: 3, site: "http://b.example", why: "no-https" },
    { line: 4, site: "https://c.example/x", why: "path" },
  ]);
  expect(refusedOriginsOfForm({ origins: "https://caf.example" })).toEqual([]);
});

test("a reading is known by its hour of the clock alone", () => {
  expect(hourRead(instantOf("2026-11-24T08:59:59Z"))).toEqual({
    start: instantOf("2026-11-24T08:00:00Z"),
    end: instantOf("2026-11-24T09:00:00Z"),
  });
});

describe("who asks is recognised among the partners", () => {
  const named = (...names: string[]) => names.map((name) => ({ name }));
  const PARTNERS = named("Association du Rhin", "CAF", "CAF du Bas-Rhin", "France Travail");
  test.each([
    ["caf du bas rhin", "CAF du Bas-Rhin"],
    ["Caisse d’allocations familiales du Bas-Rhin", "CAF du Bas-Rhin"],
    ["France travail Strasbourg", "France Travail"],
    ["Caf", "CAF"],
    ["CAF du Haut-Rhin", "CAF"],
    ["Mission locale", undefined],
    ["de la", undefined],
    ["", undefined],
  ])("%j is %j", (typed, name) => {
    expect(organisationAlike(typed, PARTNERS)?.name).toBe(name);
  });

  test("one of another department is another one", () => {
    expect(organisationAlike("CAF du Haut-Rhin", named("CAF du Bas-Rhin"))).toBeUndefined();
  });
});

test("a share shows all that its giver can show at the highest level and at every place alone", () => {
  const [all, some] = [
    { by: "places", places: "every" },
    { by: "topics", topics: ["impots"] },
  ] as const;
  expect(isLimited({ level: "operational", shows: all })).toBe(false);
  expect(isLimited({ level: "with-load", shows: all })).toBe(true);
  expect(isLimited({ level: "operational", shows: some })).toBe(true);
  expect(isLimited({ level: "operational", shows: { by: "places", places: [] } })).toBe(true);
});
