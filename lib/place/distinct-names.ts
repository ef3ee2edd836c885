type NamedPlace = { readonly id: string; readonly name: string; readonly city: string; readonly address: string };

/**
 * Places for a list to choose from, in the order given. One whose name another has too is named with its commune: « La
 * Poste, Liffré »; where the commune is the same as well, with its address.
 */
export function distinctNames(
  places: readonly NamedPlace[],
): readonly { readonly id: string; readonly name: string }[] {
  const bearing = Map.groupBy(places, ({ name }) => name);
  return places.map(({ id, name, city, address }) => {
    const alike = bearing.get(name) ?? [];
    if (alike.length < 2) return { id, name };
    const isAlone = alike.filter((one) => one.city === city).length === 1;
    return { id, name: `${name}, ${isAlone ? city : address}` };
  });
}
