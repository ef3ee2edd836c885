import { communesNamed } from "#lib/place/commune.ts";
import { searchWords } from "#lib/place/search-words.ts";
import { departmentName } from "#lib/server/place/department-name.ts";
import { findCommune } from "#lib/server/place/find-commune.ts";
import { importParsers } from "#lib/server/place/import-parsers.ts";
import { readCommunes } from "#lib/server/place/read-communes.ts";

const found = (asked: string): string[] =>
  communesNamed(asked, readCommunes()).map(({ code, name }) => `${code} ${name}`);

test("the words that stand in the file are those by which communes are searched", () => {
  const wrong = readCommunes().filter(({ name, words }) => words !== ` ${searchWords(name).join(" ")} `);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test("each commune has a centre, in France or overseas", () => {
  expect(readCommunes().length).toBeGreaterThan(34_000);
  const nowhere = readCommunes().filter(
    ({ latitude, longitude }) => !(Math.abs(latitude) < 52 && Math.abs(latitude) > 2 && Math.abs(longitude) < 63),
  );
  expect(nowhere.map(({ code }) => code)).toEqual([]);
});

test("a commune is found by its name, its beginning, its postal code, as people write them", () => {
  expect(found("strasbourg")).toEqual(["67482 Strasbourg"]);
  expect(found("illkirch")).toEqual(["67218 Illkirch-Graffenstaden"]);
  expect(found("67 100")).toEqual(["67482 Strasbourg"]);
  expect(found("St Etienne")).toEqual(["42218 Saint-Étienne"]);
  expect(found("Paris 10e")).toEqual(["75056 Paris"]);
  expect(found("l'Abergement de Varey")).toEqual(["01002 L’Abergement-de-Varey"]);
});

test("of several of one name each is offered, a postal code chooses; eight at most", () => {
  expect(found("Saint-Denis")).toEqual([
    "11339 Saint-Denis",
    "30247 Saint-Denis",
    "93066 Saint-Denis",
    "97411 Saint-Denis",
  ]);
  expect(found("Saint-Denis 93200")).toEqual(["93066 Saint-Denis"]);
  expect(found("s")).toHaveLength(8);
});

test("what is no commune finds none", () => {
  for (const asked of ["xyzxyz", "99999", "", "   ", "ستراسبورغ"]) expect(found(asked)).toEqual([]);
});

test.each([
  ["STRASBOURG", "67000", "Strasbourg", "67482"],
  ["st etienne les remiremont", "88200", "Saint-Étienne-lès-Remiremont", "88415"],
  ["Joeuf", "54240", "Jœuf", "54280"],
  ["VILLENEUVE D'ASCQ", "59650", "Villeneuve-d'Ascq", "59009"],
  ["SAINT DENIS", "97400", "Saint-Denis", "97411"],
  ["Ajaccio", "20000", "Ajaccio", "2A004"],
  ["PARIS", "75010", "Paris", "75056"],
  ["Paris 16e Arrondissement", "75116", "Paris", "75056"],
  ["LYON 01", "69001", "Lyon", "69123"],
  ["Marseille 1er", "13001", "Marseille", "13055"],
  ["NANCY CEDEX", "54042", "Nancy", "54395"],
  ["LYON CEDEX 03", "69433", "Lyon", "69123"],
])("%s (%s) in a file of places is the commune of %s, %s", (typed, postalCode, name, code) => {
  expect(findCommune(typed, postalCode)).toEqual({ name, code });
});

test("the overseas departments are searched each by itself: Sainte-Anne is in two of them", () => {
  expect(["97199", "97299"].map((cedex) => findCommune("Sainte-Anne", cedex)?.code)).toEqual(["97128", "97226"]);
});

test("an unknown commune, or one with another postal code, is not found", () => {
  for (const [typed, postalCode] of [
    ["Rambervilelrs", "88700"],
    ["Strasbourg", "75001"],
    ["", "67000"],
    ["Kehl", "67000"],
    ["constructor", "67000"],
  ] as const)
    expect(findCommune(typed, postalCode)).toBeUndefined();
});

test("a telephone of a file is read as it is written in its country; an incomplete or invalid one is not", () => {
  expect(importParsers.phone("0033 3 88 39 00 00", "FR")).toBe("+33388390000");
  expect(importParsers.phone("03.88.39.00.00", "FR")).toBe("+33388390000");
  expect(importParsers.phone("0262 40 00 00", "RE")).toBe("+262262400000");
  for (const typed of ["+3326269426", "+333292046", "MISSING", "", "0000000000", "12"])
    expect(importParsers.phone(typed, "FR")).toBeUndefined();
});

test("the middle of a commune is that of its outline, also of one made of others since; unknown overseas", () => {
  expect(importParsers.centre("RENNES", "35200")).toMatchObject({ latitude: 48.1116, longitude: -1.6819 });
  expect(importParsers.centre("Paris 10e", "75010")).toMatchObject({ latitude: expect.closeTo(48.86, 1) });
  expect(importParsers.centre("Nulle-Part", "35000")).toBeUndefined();
});

test.each([
  ["93066", "Seine-Saint-Denis"],
  ["97411", "La Réunion"],
  ["2A004", "Corse-du-Sud"],
  ["22278", "Côtes-d’Armor"],
  ["97801", "Saint-Martin"],
])("the commune %s lies in the département %s", (code, name) => expect(departmentName(code)).toBe(name));

test("where there is no département, its number stands for it", () => expect(departmentName("99999")).toBe("99"));
