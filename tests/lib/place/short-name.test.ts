import fc from "fast-check";
import { shortNameOf } from "#lib/place/short-name.ts";

test("a short and specific name is kept", () => {
  expect(shortNameOf("Shadok", "Strasbourg")).toBe("Shadok");
});

test("the city is added to a generic name", () => {
  expect(shortNameOf("Mairie", "Golbey")).toBe("Mairie, Golbey");
  expect(shortNameOf("La Poste", "Reims")).toBe("La Poste, Reims");
  expect(shortNameOf("Centre Communal d’Action Sociale", "Vouziers")).toBe("CCAS, Vouziers");
});

test("a long name is cut between words", () => {
  expect(shortNameOf("Conseil départemental des Vosges / Service Coordination des Projets", "Épinal")).toBe(
    "Conseil départemental des Vosges…",
  );
});

test("one word that is too long is cut", () => {
  expect(shortNameOf("x".repeat(60), "Metz")).toBe(`${"x".repeat(39)}…`);
});

test("for any name the result has at most forty characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), fc.string(), (name, city) =>
      expect([...shortNameOf(name, city)].length).toBeLessThanOrEqual(40),
    ),
  );
});
