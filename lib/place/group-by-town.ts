/** The places of one town, in the order given. */
export type Town<Listed> = { readonly city: string; readonly places: readonly Listed[] };

/**
 * Places under their towns. The town where help is given at most places comes first, then the one with most places; towns
 * that are alike, by their names.
 */
export function groupByTown<Listed extends { readonly city: string; readonly next?: unknown }>(
  places: readonly Listed[],
): readonly Town<Listed>[] {
  const towns = [...Map.groupBy(places, ({ city }) => city)].map(([city, inTown]) => ({ city, places: inTown }));
  return towns.sort(
    (a, b) => held(b) - held(a) || b.places.length - a.places.length || a.city.localeCompare(b.city, "fr"),
  );
}

const held = ({ places }: Town<{ readonly next?: unknown }>): number =>
  places.filter(({ next }) => next !== undefined).length;
