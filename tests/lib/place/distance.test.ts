import { kilometresBetween, nearestFirst, sayKilometres } from "#lib/place/distance.ts";

const strasbourg = { latitude: 48.5714, longitude: 7.7676 };
const colmar = { latitude: 48.0794, longitude: 7.3585 };
const saintDenis = { latitude: -20.9331, longitude: 55.447 };

test("kilometres are those of the map, the same both ways, none to the same point", () => {
  expect(kilometresBetween(strasbourg, colmar)).toBeCloseTo(62.5, 0);
  expect(kilometresBetween(colmar, strasbourg)).toBeCloseTo(kilometresBetween(strasbourg, colmar));
  expect(kilometresBetween(strasbourg, strasbourg)).toBe(0);
});

test("the nearest comes first once a point is known, and nothing moves without one", () => {
  const held = [{ at: saintDenis }, { at: colmar }, { at: strasbourg }];
  expect(nearestFirst(held, strasbourg)).toEqual([{ at: strasbourg }, { at: colmar }, { at: saintDenis }]);
  expect(nearestFirst(held, undefined)).toEqual(held);
});

test("kilometres are said with one decimal below ten, in Latin digits", () => {
  expect([0, 2.71, 9.96, 62.4].map((km) => sayKilometres(km, "fr"))).toEqual(["0,1", "2,7", "10", "62"]);
  expect(sayKilometres(2.71, "ar")).toMatch(/^2[.,٫]7$/u);
});
