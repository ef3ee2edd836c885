import fc from "fast-check";
import { positionOf } from "#lib/place/position.ts";
import { kilometresBetween, nearestFirst, sayKilometres } from "#lib/place/distance.ts";

test("two numbers are a position", () => {
  expect(positionOf(48.5734, 7.7521, "67000")).toEqual({
    ok: true,
    value: { latitude: 48.5734, longitude: 7.7521, swapped: false },
  });
});

test("numbers as text, with a decimal point or comma, are read", () => {
  expect(positionOf("48.5734", " 7,7521 ", "67000")).toMatchObject({ value: { latitude: 48.5734, longitude: 7.7521 } });
});

test("swapped latitude and longitude are corrected", () => {
  expect(positionOf(7.7521, 48.5734, "67000")).toEqual({
    ok: true,
    value: { latitude: 48.5734, longitude: 7.7521, swapped: true },
  });
  expect(positionOf(55.45, -20.88, "97400")).toMatchObject({
    value: { latitude: -20.88, longitude: 55.45, swapped: true },
  });
});

test("a value that is not a number is refused", () => {
  for (const nothing of [undefined, null, "", "nord", {}, [48.5], Number.NaN, Number.POSITIVE_INFINITY, "1e9"]) {
    expect(positionOf(nothing, 7.7, "67000")).toEqual({ ok: false, refusal: "no-position" });
    expect(positionOf(48.5, nothing, "67000")).toEqual({ ok: false, refusal: "no-position" });
  }
});

test("a position outside the territory of the postal code is refused", () => {
  for (const [latitude, longitude] of [
    [0, 0],
    [40.7, -74],
    [16.2, -61.5],
  ])
    expect(positionOf(latitude, longitude, "67000")).toEqual({ ok: false, refusal: "position-elsewhere" });
  expect(positionOf(48.57, 7.75, "97110")).toEqual({ ok: false, refusal: "position-elsewhere" });
});

test("any two values are accepted or refused, and an accepted position is within the territory", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (latitude, longitude) => {
      const position = positionOf(latitude, longitude, "67000");
      if (position.ok) expect(position.value.latitude).toBeGreaterThan(41);
    }),
  );
});

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
