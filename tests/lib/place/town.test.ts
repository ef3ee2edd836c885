/** @zones */
import { townsNamed, townsOf } from "#lib/place/town.ts";

type Placed = readonly [name: string, city: string, inseeCode?: string];
const DEPARTMENTS: Readonly<Record<string, string>> = { "93": "Seine-Saint-Denis", "97": "La Réunion" };
const towns = (...places: readonly Placed[]) =>
  townsOf(
    places.map(([name, city, inseeCode]) => ({ name, city, inseeCode })),
    (code) => DEPARTMENTS[code.slice(0, 2)] ?? code,
  );
const read = (...places: readonly Placed[]) =>
  towns(...places)
    .map(({ key, name, places: inTown }) => `${key} ${name}: ${inTown.map((place) => place.name).join(", ")}`)
    .sort();
const keys = (asked: string, ...places: readonly Placed[]) => townsNamed(asked, towns(...places)).map(({ key }) => key);

const BASILICA: Placed = ["Basilique", "Saint-Denis", "93066"];
const BARACHOIS: Placed = ["Barachois", "Saint-Denis", "97411"];
const NEUHOF: Placed = ["Neuhof", "Strasbourg", "67482"];

test("two communes of one name are two towns, told apart by their département", () => {
  expect(read(BASILICA, BARACHOIS)).toEqual([
    "93066 Saint-Denis (Seine-Saint-Denis): Basilique",
    "97411 Saint-Denis (La Réunion): Barachois",
  ]);
});

test("a town whose name no other has is told without its département", () => {
  expect(read(BASILICA, NEUHOF)).toEqual(["67482 Strasbourg: Neuhof", "93066 Saint-Denis: Basilique"]);
});

test("places whose commune is not known form a town by the name that they write", () => {
  expect(read(["A", "Kehl", ""], ["B", "Kehl"], ["C", "Kehl"], NEUHOF)).toEqual([
    "67482 Strasbourg: Neuhof",
    "Kehl Kehl: A, B, C",
  ]);
});

test("a place whose commune is not known belongs to the only town of its name, in the order given", () => {
  expect(read(["A", "Strasbourg"], NEUHOF, ["B", "Strasbourg", ""])).toEqual(["67482 Strasbourg: A, Neuhof, B"]);
  expect(towns(NEUHOF, ["B", "Strasbourg"])[0]).toMatchObject({ code: "67482", uncoded: ["Strasbourg"] });
  expect(towns(NEUHOF)[0]).toMatchObject({ code: "67482", uncoded: [] });
});

test("where several towns have its name, it belongs to none of them", () => {
  expect(read(BASILICA, BARACHOIS, ["A", "Saint-Denis", ""])).toEqual([
    "93066 Saint-Denis (Seine-Saint-Denis): Basilique",
    "97411 Saint-Denis (La Réunion): Barachois",
    "Saint-Denis (?) Saint-Denis (?): A",
  ]);
});

test("of several written names a town has the shortest", () => {
  expect(read(["A", "Paris 10e", "75056"], ["B", "Paris", "75056"], ["C", "Paris 9e", "75056"])).toEqual([
    "75056 Paris: A, B, C",
  ]);
});

test("a town is found by its code, and by every name that its places write", () => {
  const paris: Placed[] = [
    ["A", "Paris 10e", "75056"],
    ["B", "Paris", "75056"],
  ];
  expect(["75056", "Paris", "Paris 10e", "Lyon"].map((asked) => keys(asked, ...paris, NEUHOF))).toEqual([
    ["75056"],
    ["75056"],
    ["75056"],
    [],
  ]);
});

test("a name that several towns have finds all of them, and each key one", () => {
  const all: Placed[] = [BASILICA, BARACHOIS, ["A", "Saint-Denis", ""], NEUHOF];
  expect(keys("Saint-Denis", ...all)).toEqual(["93066", "97411", "Saint-Denis (?)"]);
  for (const key of keys("Saint-Denis", ...all)) expect(keys(key, ...all)).toEqual([key]);
});
