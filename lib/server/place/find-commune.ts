import { createRequire } from "node:module";
import { slugOf } from "../../place/slug.ts";

type Commune = { readonly nom: string; readonly code: string; readonly codesPostaux?: readonly string[] };

/** Names under a postal code, and under the two digits of a department for letters that go through a CEDEX. */
let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * The name of a commune as INSEE writes it, with its accents and hyphens, from however it was typed and its postal code.
 * Undefined when no commune has that name there, or two that are written differently. Source: INSEE and La Poste, through
 * the package @etalab/decoupage-administratif, Licence Ouverte; read at the first question (8 MB).
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
  // Not the package's own door: it looks for its files in the folder of whoever asks.
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
