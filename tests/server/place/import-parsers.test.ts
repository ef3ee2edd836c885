/** @zones */
import { findCommune } from "#lib/server/place/find-commune.ts";
import { importParsers } from "#lib/server/place/import-parsers.ts";

test.each([
  ["STRASBOURG", "67000", "Strasbourg", "67482"],
  ["SELESTAT", "67600", "Sélestat", "67462"],
  ["CHALONS EN CHAMPAGNE", "51000", "Châlons-en-Champagne", "51108"],
  ["st etienne les remiremont", "88200", "Saint-Étienne-lès-Remiremont", "88415"],
  ["LA CHAPELLE SAINT LUC", "10600", "La Chapelle-Saint-Luc", "10081"],
  ["Joeuf", "54240", "Jœuf", "54280"],
  ["VILLENEUVE D'ASCQ", "59650", "Villeneuve-d'Ascq", "59009"],
  ["SAINT DENIS", "93200", "Saint-Denis", "93066"],
  ["SAINT DENIS", "97400", "Saint-Denis", "97411"],
  ["Ajaccio", "20000", "Ajaccio", "2A004"],
])("%s (%s) is the commune of %s, %s", (typed, postalCode, name, code) => {
  expect(findCommune(typed, postalCode)).toEqual({ name, code });
});

test.each([
  ["PARIS", "75010", "Paris", "75056"],
  ["Paris 10e", "75010", "Paris", "75056"],
  ["Paris 16e Arrondissement", "75116", "Paris", "75056"],
  ["LYON 01", "69001", "Lyon", "69123"],
  ["Marseille 1er", "13001", "Marseille", "13055"],
])("the arrondissement %s (%s) is the commune of %s", (typed, postalCode, name, code) => {
  expect(findCommune(typed, postalCode)).toEqual({ name, code });
});

test("a CEDEX postal code finds the commune in its department", () => {
  expect(findCommune("NANCY CEDEX", "54042")).toEqual({ name: "Nancy", code: "54395" });
  expect(findCommune("SCHERWILLER", "67600")?.name).toBe("Scherwiller");
  expect(findCommune("LYON CEDEX 03", "69433")?.code).toBe("69123");
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

test.each([
  ["+33388390000", "FR", "+33388390000"],
  ["03 88 39 00 00", "FR", "+33388390000"],
  ["03.88.39.00.00", "FR", "+33388390000"],
  ["0033 3 88 39 00 00", "FR", "+33388390000"],
  ["0262 40 00 00", "RE", "+262262400000"],
  ["0590 81 00 00", "GP", "+590590810000"],
])("the telephone %s in %s is %s", (typed, country, number) => {
  expect(importParsers.phone(typed, country)).toBe(number);
});

test("an incomplete or invalid telephone number is not read", () => {
  for (const typed of ["+3326269426", "+333292046", "MISSING", "", "0000000000", "12"])
    expect(importParsers.phone(typed, "FR")).toBeUndefined();
});

test("the middle of a commune is that of its outline, also of one made of others since; unknown overseas", () => {
  expect(importParsers.centre("RENNES", "35200")).toMatchObject({ latitude: 48.1116, longitude: -1.6819 });
  expect(importParsers.centre("Paris 10e", "75010")).toMatchObject({ latitude: expect.closeTo(48.86, 1) });
  expect(importParsers.centre("Nulle-Part", "35000")).toBeUndefined();
});
