import { townsOf, type InTown, type Town } from "./town.ts";

/** A town and its places, in the order in which they were given. */
export type TownWithPlaces<Listed> = Pick<Town, "key" | "name"> & { readonly places: readonly Listed[] };

/**
 * Groups places by town. Towns are sorted by whether they come `first`, then by number of places (most first), then by
 * name in French order. `departmentName`: of an INSEE code, to tell towns of one name apart.
 */
export const groupByTown = <Listed extends InTown>(
  places: readonly Listed[],
  departmentName: (inseeCode: string) => string,
  first: (town: Pick<Town, "written">) => boolean = () => false,
): readonly TownWithPlaces<Listed>[] =>
  townsOf(places, departmentName).toSorted(
    (a, b) =>
      Number(first(b)) - Number(first(a)) || b.places.length - a.places.length || a.name.localeCompare(b.name, "fr"),
  );
