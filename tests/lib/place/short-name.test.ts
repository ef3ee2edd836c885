import fc from "fast-check";
import { shortNameOf } from "#lib/place/short-name.ts";

test("a short name is its own", () => {
  expect(shortNameOf("Shadok", "Strasbourg")).toBe("Shadok");
});

test("a name that many places have says where it is", () => {
  expect(shortNameOf("Mairie", "Golbey")).toBe("Mairie, Golbey");
  expect(shortNameOf("La Poste", "Reims")).toBe("La Poste, Reims");
  expect(shortNameOf("Centre Communal d’Action Sociale", "Vouziers")).toBe("CCAS, Vouziers");
});

test("a long name is cut between words", () => {
  expect(shortNameOf("Conseil départemental des Vosges / Service Coordination des Projets", "Épinal")).toBe(
    "Conseil départemental des Vosges…",
  );
});

test("one word longer than a line is cut all the same", () => {
  expect(shortNameOf("x".repeat(60), "Metz")).toBe(`${"x".repeat(39)}…`);
});

test("any name fits into a line of forty characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), fc.string(), (name, city) =>
      expect([...shortNameOf(name, city)].length).toBeLessThanOrEqual(40),
    ),
  );
});
