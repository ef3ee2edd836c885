import { createRequire } from "node:module";
import { slugOf } from "../../place/slug.ts";

type Commune = { readonly nom: string; readonly code: string; readonly codesPostaux?: readonly string[] };

/**
 * Official names by « postal code + slug », and by « first two digits + slug » for CEDEX codes, which belong to no
 * commune. Loaded at the first call.
 */
let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * Finds the official name of a commune, with accents and hyphens, by its typed name and postal code. Undefined when no
 * commune matches, or two with different names do. Source: INSEE and La Poste, in the package
 * @etalab/decoupage-administratif (Licence Ouverte); its file of 8 MB is read at the first call.
 */
export function findCommune(written: string, postalCode: string): string | undefined {
  known ??= readCommunes();
  const name = slugOf(written)
    .replace(/-cedex(?:-\d+)?$/u, "")
    .replace(/\bst(e?)\b/gu, "saint$1");
  const under = known.get(`${postalCode} ${name}`) ?? known.get(`${postalCode.slice(0, 2)} ${name}`);
  return under?.size === 1 ? [...under][0] : undefined;
}

function readCommunes(): ReadonlyMap<string, ReadonlySet<string>> {
  // The entry point of the package looks for its files in the folder of the caller, so the file is read directly.
  const communes = createRequire(import.meta.url)(
    "@etalab/decoupage-administratif/data/communes.json",
  ) as readonly Commune[];
  const names = new Map<string, Set<string>>();
  for (const { nom, codesPostaux = [] } of communes) {
    for (const place of new Set(codesPostaux.flatMap((code) => [code, code.slice(0, 2)]))) {
      const key = `${place} ${slugOf(nom)}`;
      names.set(key, (names.get(key) ?? new Set()).add(nom));
    }
  }
  return names;
}
