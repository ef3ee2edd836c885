import { communesNamed } from "#lib/place/commune.ts";
import { searchWords } from "#lib/place/search-words.ts";
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
