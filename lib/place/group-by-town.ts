/** A town and its places, in the order in which they were given. */
export type Town<Listed> = { readonly city: string; readonly places: readonly Listed[] };

/**
 * Groups places by town. A place counts as active when it has a `next` half-day. Towns are sorted by number of active
 * places (most first), then by number of places (most first), then by name in French order.
 */
export function groupByTown<Listed extends { readonly city: string; readonly next?: unknown }>(
  places: readonly Listed[],
): readonly Town<Listed>[] {
  const towns = [...Map.groupBy(places, ({ city }) => city)].map(([city, inTown]) => ({ city, places: inTown }));
  return towns.sort(
    (a, b) =>
      activePlaces(b) - activePlaces(a) || b.places.length - a.places.length || a.city.localeCompare(b.city, "fr"),
  );
}

const activePlaces = ({ places }: Town<{ readonly next?: unknown }>): number =>
  places.filter(({ next }) => next !== undefined).length;
