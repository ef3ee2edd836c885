import fc from "fast-check";
import { shortNameOf } from "#lib/place/short-name.ts";
import { distinctNames } from "#lib/place/distinct-names.ts";

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

const place = (id: string, name: string, city: string, address: string) => ({ id, name, city, address });
const said = (...places: Parameters<typeof distinctNames>[0]) => distinctNames(places).map(({ name }) => name);

const LIFFRE = place("1", "La Poste", "Liffré", "7 rue de Fougères");
const SENS = place("2", "La Poste", "Sens-de-Bretagne", "5005 place de la Gare");

test("places keep their order, and a name that only one has stays as it is", () => {
  expect(said(SENS, place("3", "Mairie de Pacé", "Pacé", "11 avenue Brizeux"))).toEqual(["La Poste", "Mairie de Pacé"]);
  expect(distinctNames([SENS, LIFFRE]).map(({ id }) => id)).toEqual(["2", "1"]);
});

test("two places of one name are told apart by their commune", () => {
  expect(said(LIFFRE, SENS)).toEqual(["La Poste, Liffré", "La Poste, Sens-de-Bretagne"]);
});

test("in one commune they are told apart by their address, a third elsewhere by its commune", () => {
  expect(said(LIFFRE, SENS, place("3", "La Poste", "Liffré", "2 rue de Rennes"))).toEqual([
    "La Poste, 7 rue de Fougères",
    "La Poste, Sens-de-Bretagne",
    "La Poste, 2 rue de Rennes",
  ]);
});
