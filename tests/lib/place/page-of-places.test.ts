import { pageOfPlaces } from "#lib/place/page-of-places.ts";
import { at } from "#tests/lib/schedule/mornings.ts";

const DAYS = { Monday: at("9:00"), Tuesday: at("9:00", "2026-11-24"), Friday: at("9:00", "2026-11-27") } as const;
const place = (name: string, city: string, next?: keyof typeof DAYS) => ({
  name,
  city,
  ...(next !== undefined && { next: { start: DAYS[next] } }),
});

const read = (
  places: readonly ReturnType<typeof place>[],
  { page = 1, words = [], most = 3 }: { page?: number; words?: readonly string[]; most?: number } = {},
) => {
  const shown = pageOfPlaces(places, { page, words, departmentName: String }, most);
  return [
    `${shown.page} of ${shown.pages}`,
    ...shown.soon.map(({ name }) => name),
    ...shown.towns.map(({ name: town, places: inTown }) => `${town}: ${inTown.map(({ name }) => name).join(", ")}`),
  ];
};

const PLACES = [
  place("B", "Haguenau"),
  place("A", "Haguenau", "Friday"),
  place("É", "Sélestat"),
  place("D", "Strasbourg", "Monday"),
  place("C", "Strasbourg", "Tuesday"),
];

test("those with a half-day to come are on the pages before the others, the next date first", () => {
  expect(read(PLACES)).toEqual(["1 of 2", "D", "C", "A"]);
  expect(read(PLACES, { page: 2 })).toEqual(["2 of 2", "Haguenau: B", "Sélestat: É"]);
});

test("of two on one date the name decides", () => {
  expect(read([place("Z", "Haguenau", "Monday"), place("É", "Strasbourg", "Monday")])).toEqual(["1 of 1", "É", "Z"]);
});

test("every place is on one page, and each page says how many have a half-day to come", () => {
  const pages = [1, 2, 3].map((page) => pageOfPlaces(PLACES, { page, departmentName: String }, 2));
  const names = pages.flatMap(({ soon, towns }) => [...soon, ...towns.flatMap(({ places }) => places)]);
  expect(names.map(({ name }) => name).toSorted()).toEqual(["A", "B", "C", "D", "É"]);
  expect(pages.map(({ planned }) => planned)).toEqual([3, 3, 3]);
});

test("the town that was asked for comes first in each part, also when another one has more places or an earlier date", () => {
  const places = [place("Foyer Sélestat", "Strasbourg"), place("Annexe", "Sélestat", "Friday"), ...PLACES];
  expect(read(places, { words: ["selestat"], most: 7 })).toEqual([
    "1 of 1",
    "Annexe",
    "D",
    "C",
    "A",
    "Sélestat: É",
    "Haguenau: B",
    "Strasbourg: Foyer Sélestat",
  ]);
});

test("a town is asked for by its telling words: « Le Mans » is Mans", () => {
  const places = [place("B", "Le Mans", "Friday"), place("A", "Manspach", "Monday")];
  expect(read(places, { words: ["mans"] })).toEqual(["1 of 1", "B", "A"]);
});

test("a page that there is none of is the last one, and no places are one page", () => {
  expect(read(PLACES, { page: 9 })[0]).toBe("2 of 2");
  expect(read([])).toEqual(["1 of 1"]);
});
