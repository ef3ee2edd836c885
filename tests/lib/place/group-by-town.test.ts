import { groupByTown } from "#lib/place/group-by-town.ts";

const place = (name: string, city: string) => ({ name, city });
const read = (places: readonly ReturnType<typeof place>[]) =>
  groupByTown(places, String).map(
    ({ name: town, places: inTown }) => `${town}: ${inTown.map(({ name }) => name).join(", ")}`,
  );

test("places are grouped by town and keep their order", () => {
  expect(read([place("A", "Haguenau"), place("B", "Strasbourg"), place("C", "Haguenau")])).toEqual([
    "Haguenau: A, C",
    "Strasbourg: B",
  ]);
});

test("the town with most places comes first", () => {
  expect(read([place("A", "Strasbourg"), place("B", "Haguenau"), place("C", "Haguenau")])).toEqual([
    "Haguenau: B, C",
    "Strasbourg: A",
  ]);
});

test("towns with equal counts are sorted by name in French order", () => {
  expect(read([place("A", "Sélestat"), place("B", "Seltz"), place("C", "Épinal")])).toEqual([
    "Épinal: C",
    "Sélestat: A",
    "Seltz: B",
  ]);
});

test("without places there are no towns", () => expect(groupByTown([], String)).toEqual([]));
