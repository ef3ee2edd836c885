/**
 * What says in which town a place lies: the name as the place writes it, and the INSEE code of its commune if it is
 * known.
 */
export type InTown = { readonly city: string; readonly inseeCode?: string | undefined };

/** A commune with places; or, where no commune is known, what places write as its name. */
export type Town = {
  /** What it is called in addresses: its INSEE code, or its name. */
  readonly key: string;
  readonly code?: string;
  /** What it is called for people: with its département where another town has the same name. */
  readonly name: string;
  /** Each name that one of its places writes. */
  readonly written: readonly string[];
  /** Those names whose places belong to it although their commune is not known. */
  readonly uncoded: readonly string[];
  /** Several communes have this name, and its places say of none that they lie in it. */
  readonly ambiguous?: true;
};

/**
 * The towns in which places lie, in the order of their first places, each with its places as they were given. A place
 * whose commune is not known belongs to the only town of that name, if there is one; its postal code may be mistyped.
 * Of several written names a town has the shortest: Paris, not Paris 10e. `departmentName`: of an INSEE code.
 */
export function townsOf<Placed extends InTown>(
  places: readonly Placed[],
  departmentName: (inseeCode: string) => string,
): readonly (Town & { readonly places: readonly Placed[] })[] {
  const codes = codesByName(places);
  const keyOf = ({ city, inseeCode }: InTown): string => {
    const [only, ...others] = codes.get(city) ?? [];
    // The name alone stands for the choice between the communes of that name.
    return inseeCode || (others.length > 0 ? `${city} (?)` : (only ?? city));
  };
  return [...Map.groupBy(places, keyOf)].map(([key, inTown]) => {
    const written = namesIn(inTown);
    const uncoded = namesIn(inTown.filter(({ inseeCode }) => !inseeCode));
    if (inTown.every(({ inseeCode }) => !inseeCode)) {
      const ambiguous = !written.includes(key);
      return { key, name: key, written, uncoded, ...(ambiguous && { ambiguous }), places: inTown };
    }
    const name = shortestOf(written);
    const isShared = (codes.get(name)?.size ?? 0) > 1;
    return {
      key,
      code: key,
      name: isShared ? `${name} (${departmentName(key)})` : name,
      written,
      uncoded,
      places: inTown,
    };
  });
}

/** The INSEE codes of the communes that have places which write that name. */
function codesByName(places: readonly InTown[]): ReadonlyMap<string, ReadonlySet<string>> {
  const codes = new Map<string, Set<string>>();
  for (const { city, inseeCode } of places)
    if (inseeCode) codes.set(city, (codes.get(city) ?? new Set<string>()).add(inseeCode));
  return codes;
}

/** The towns that `asked` may mean: the one with that key, otherwise all that are written so. */
export function townsNamed<Named extends Town>(asked: string, towns: readonly Named[]): readonly Named[] {
  const exact = towns.find(({ key }) => key === asked);
  return exact ? [exact] : towns.filter(({ written }) => written.includes(asked));
}

const namesIn = (places: readonly InTown[]): readonly string[] => [...new Set(places.map(({ city }) => city))].sort();

const shortestOf = ([first = "", ...others]: readonly string[]): string =>
  others.reduce((shortest, name) => (name.length < shortest.length ? name : shortest), first);
