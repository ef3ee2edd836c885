import { namesApart } from "#lib/place/names-apart.ts";

const place = (id: string, name: string, city: string, address: string) => ({ id, name, city, address });
const said = (...places: Parameters<typeof namesApart>[0]) => namesApart(places).map(({ name }) => name);

const LIFFRE = place("1", "La Poste", "Liffré", "7 rue de Fougères");
const SENS = place("2", "La Poste", "Sens-de-Bretagne", "5005 place de la Gare");

test("places keep their order, and a name that only one has stays as it is", () => {
  expect(said(SENS, place("3", "Mairie de Pacé", "Pacé", "11 avenue Brizeux"))).toEqual(["La Poste", "Mairie de Pacé"]);
  expect(namesApart([SENS, LIFFRE]).map(({ id }) => id)).toEqual(["2", "1"]);
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
