import type { Point } from "./distance.ts";
import { searchWords } from "./search-words.ts";

/**
 * A commune: INSEE code, name, postal codes, and the centre of its outline. `words`: those of its name by which it is
 * searched (`searchWords`), each between two spaces: to compute them for 35,000 names would take 0.3 s.
 */
export type Commune = Point & {
  readonly code: string;
  readonly name: string;
  readonly words: string;
  readonly postalCodes: readonly string[];
};

/** How many are offered to choose from: a person reads them at a glance. */
const MOST = 8;

/**
 * The communes that a person may mean, at most eight: those of that name, else those of which each word typed begins a
 * word, the shortest names first; a postal code narrows them, or is enough. Empty when the text has no Latin letter and
 * no digit.
 */
export function communesNamed(asked: string, communes: readonly Commune[]): readonly Commune[] {
  const typed = searchWords(asked);
  const post = typed.filter((word) => /^\d{5}$/u.test(word));
  const words = typed.filter((word) => !post.includes(word));
  if (typed.length === 0) return [];
  const there = communes.filter(({ postalCodes }) => post.every((code) => postalCodes.includes(code)));
  const found = there.filter((commune) => words.every((word) => commune.words.includes(` ${word}`)));
  const named = found.filter((commune) => commune.words === ` ${words.join(" ")} `);
  return (named.length > 0 ? named : found)
    .toSorted((a, b) => a.name.length - b.name.length || (a.code < b.code ? -1 : 1))
    .slice(0, MOST);
}
