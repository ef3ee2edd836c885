import { townsOf, type InTown, type Town } from "./town.ts";

/** A town and its places, in the order in which they were given. */
export type TownWithPlaces<Listed> = Pick<Town, "key" | "name"> & { readonly places: readonly Listed[] };

/**
 * Groups places by town. A place counts as active when it has a `next` half-day. Towns are sorted by whether they come `first`,
 * then by number of active places (most first), then by number of places (most first), then by name in French order.
 * `departmentName`: of an INSEE code, to tell towns of one name apart.
 */
export const groupByTown = <Listed extends InTown & { readonly next?: unknown }>(
  places: readonly Listed[],
  departmentName: (inseeCode: string) => string,
  first: (town: Pick<Town, "written">) => boolean = () => false,
): readonly TownWithPlaces<Listed>[] =>
  townsOf(places, departmentName).toSorted(
    (a, b) =>
      Number(first(b)) - Number(first(a)) ||
      activePlaces(b) - activePlaces(a) ||
      b.places.length - a.places.length ||
      a.name.localeCompare(b.name, "fr"),
  );

const activePlaces = ({ places }: TownWithPlaces<{ readonly next?: unknown }>): number =>
  places.filter(({ next }) => next !== undefined).length;
