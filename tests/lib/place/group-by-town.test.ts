import { groupByTown } from "#lib/place/group-by-town.ts";

const place = (name: string, city: string, next?: string) => ({ name, city, ...(next !== undefined && { next }) });
const read = (places: readonly ReturnType<typeof place>[]) =>
  groupByTown(places).map(({ city, places: inTown }) => `${city}: ${inTown.map(({ name }) => name).join(", ")}`);

test("places stand under their town, in the order given", () => {
  expect(read([place("A", "Haguenau"), place("B", "Strasbourg"), place("C", "Haguenau")])).toEqual([
    "Haguenau: A, C",
    "Strasbourg: B",
  ]);
});

test("the town where help is given at most places comes first, however many places another has", () => {
  expect(read([place("A", "Haguenau"), place("B", "Haguenau"), place("C", "Strasbourg", "Monday")])).toEqual([
    "Strasbourg: C",
    "Haguenau: A, B",
  ]);
});

test("towns that are alike follow their names as French does", () => {
  expect(read([place("A", "Sélestat"), place("B", "Seltz"), place("C", "Épinal")])).toEqual([
    "Épinal: C",
    "Sélestat: A",
    "Seltz: B",
  ]);
});

test("no place, no town", () => expect(groupByTown([])).toEqual([]));
