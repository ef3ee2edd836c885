import { slugOf } from "#lib/place/slug.ts";
import { readInseeFile } from "./read-insee-file.ts";

type Commune = {
  readonly nom: string;
  readonly code: string;
  readonly type: string;
  readonly codesPostaux?: readonly string[];
};

/**
 * The official name of a commune, with accents and hyphens, and its INSEE code, if one commune alone has that name
 * there.
 */
type FoundCommune = { readonly name: string; readonly code?: string };

/** Finds a commune by its typed name and postal code. */
type Finder = (written: string, postalCode: string) => FoundCommune | undefined;

/** Loaded at the first call. */
let kept: Finder | undefined;

/**
 * Finds a commune by its typed name and postal code; an arrondissement of Paris, Lyon or Marseille is its commune.
 * Undefined when no commune matches, or two with different names do. Keeps what it has read: for a process that finds
 * many and ends.
 */
export const findCommune: Finder = (written, postalCode) => (kept ??= communeFinder())(written, postalCode);

/** The INSEE code of the commune of a place; empty when its name and postal code name none. */
export const inseeCodeOf = ({ city, postalCode }: { readonly city: string; readonly postalCode: string }): string =>
  findCommune(city, postalCode)?.code ?? "";

/** Reads all communes and returns what `findCommune` does. */
function communeFinder(): Finder {
  const known = readCommunes();
  return (written, postalCode) => {
    const name = slugOf(written)
      .replace(/-cedex(?:-\d+)?$/u, "")
      .replace(/-\d{1,2}(?:er?|eme)?(?:-arrondissement)?$/u, "")
      .replace(/\bst(e?)\b/gu, "saint$1");
    const found = known.get(`${postalCode} ${name}`) ?? known.get(`${departmentOf(postalCode)} ${name}`) ?? [];
    const [first] = found;
    if (!first || found.some(({ nom }) => nom !== first.nom)) return undefined;
    return found.length === 1 ? { name: first.nom, code: first.code } : { name: first.nom };
  };
}

/** Communes by « postal code + slug », and by « département + slug » for CEDEX codes, which belong to no commune. */
function readCommunes(): ReadonlyMap<string, readonly Commune[]> {
  const communes = new Map<string, Commune[]>();
  for (const commune of readInseeFile<Commune>("communes")) {
    const { nom, type, codesPostaux = [] } = commune;
    if (type === "arrondissement-municipal") continue;
    for (const where of new Set(codesPostaux.flatMap((code) => [code, departmentOf(code)]))) {
      const key = `${where} ${slugOf(nom)}`;
      communes.set(key, [...(communes.get(key) ?? []), commune]);
    }
  }
  return communes;
}

/** The digits of a postal code that name a département, or both of Corsica. */
const departmentOf = (postalCode: string): string => postalCode.slice(0, postalCode.startsWith("97") ? 3 : 2);
