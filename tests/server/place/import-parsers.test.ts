/** @zones */
import { findCommune } from "#lib/server/place/find-commune.ts";
import { importParsers } from "#lib/server/place/import-parsers.ts";

test.each([
  ["STRASBOURG", "67000", "Strasbourg"],
  ["SELESTAT", "67600", "Sélestat"],
  ["CHALONS EN CHAMPAGNE", "51000", "Châlons-en-Champagne"],
  ["st etienne les remiremont", "88200", "Saint-Étienne-lès-Remiremont"],
  ["LA CHAPELLE SAINT LUC", "10600", "La Chapelle-Saint-Luc"],
  ["Joeuf", "54240", "Jœuf"],
  ["VILLENEUVE D'ASCQ", "59650", "Villeneuve-d'Ascq"],
  ["SAINT DENIS", "97400", "Saint-Denis"],
])("%s (%s) is the commune of %s", (typed, postalCode, name) => {
  expect(findCommune(typed, postalCode)).toBe(name);
});

test("a CEDEX postal code finds the commune in its department", () => {
  expect(findCommune("NANCY CEDEX", "54042")).toBe("Nancy");
  expect(findCommune("SCHERWILLER", "67600")).toBe("Scherwiller");
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
