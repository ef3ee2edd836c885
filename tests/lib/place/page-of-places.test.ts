import { pageOfPlaces } from "#lib/place/page-of-places.ts";

const place = (name: string, city: string, next?: string) => ({ name, city, ...(next !== undefined && { next }) });

const read = (
  places: readonly ReturnType<typeof place>[],
  { page = 1, words = [], most = 3 }: { page?: number; words?: readonly string[]; most?: number } = {},
) => {
  const shown = pageOfPlaces(places, { page, words, departmentName: String }, most);
  return [
    `${shown.page} of ${shown.pages}`,
    ...shown.towns.map(({ name: town, places: inTown }) => `${town}: ${inTown.map(({ name }) => name).join(", ")}`),
  ];
};

const PLACES = [
  place("B", "Haguenau"),
  place("A", "Haguenau", "Monday"),
  place("É", "Sélestat"),
  place("D", "Strasbourg", "Monday"),
  place("C", "Strasbourg", "Monday"),
];

test("those with a half-day to come are on the pages before the others, and in their town by name", () => {
  expect(read(PLACES)).toEqual(["1 of 2", "Strasbourg: C, D", "Haguenau: A"]);
  expect(read(PLACES, { page: 2 })).toEqual(["2 of 2", "Haguenau: B", "Sélestat: É"]);
});

test("every place is on one page", () => {
  const towns = [1, 2, 3].flatMap((page) => pageOfPlaces(PLACES, { page, departmentName: String }, 2).towns);
  expect(towns.flatMap(({ places }) => places.map(({ name }) => name)).toSorted()).toEqual(["A", "B", "C", "D", "É"]);
});

test("the town that was asked for comes first, also when another one has more places", () => {
  expect(read([place("Foyer Sélestat", "Strasbourg"), ...PLACES], { words: ["selestat"], most: 6 })).toEqual([
    "1 of 1",
    "Sélestat: É",
    "Strasbourg: C, D, Foyer Sélestat",
    "Haguenau: A, B",
  ]);
});

test("a town is asked for by its telling words: « Le Mans » is Mans", () => {
  const places = [place("A", "Le Mans"), place("B", "Manspach", "Monday")];
  expect(read(places, { words: ["mans"] })).toEqual(["1 of 1", "Le Mans: A", "Manspach: B"]);
});

test("a page that there is none of is the last one, and no places are one page", () => {
  expect(read(PLACES, { page: 9 })[0]).toBe("2 of 2");
  expect(read([])).toEqual(["1 of 1"]);
});
