import { withTypographicApostrophes } from "./clean-text.ts";

const ARTICLE = /^(?:la|le|les)$/u;
const SMALL =
  /^(?:de|du|des|la|le|les|l|d|en|et|sur|sous|aux?|\u00e0|\u00e8s|ez|l\u00e8s|lez|pr\u00e8s|entre|devant|par|outre)$/u;
const APOSTROPHE = String.fromCodePoint(0x2019);
const A_GRAVE = String.fromCodePoint(0xe0);

/** What a city name may look like: letters, spaces, points, hyphens and apostrophes, then perhaps a district number. */
const NAME = /^[\p{L}\s.\u2019-]+(?:\s\d{1,2}(?:er|e)?)?$/iu;

/**
 * Writes a city name by the French rules, whatever way it was typed: « CHALONS EN CHAMPAGNE » becomes
 * « Chalons-en-Champagne », « LA CHAPELLE ST LUC » becomes « La Chapelle-Saint-Luc ». CEDEX and what follows it is
 * removed. Accents that capitals lost are not restored; `findCommune` knows them from the list of communes. A text that
 * does not look like a city name is returned trimmed and otherwise unchanged.
 */
export function cityName(written: string): string {
  const text = withTypographicApostrophes(written.trim());
  if (!NAME.test(text) || !/\p{L}/u.test(text)) return text;
  const words = text.split(/[\s-]+/u).filter((word) => /[\p{L}\d]/u.test(word));
  const cedex = words.findIndex((word, index) => index > 0 && /^cedex\.*$/iu.test(word));
  return words
    .slice(0, cedex < 0 ? undefined : cedex)
    .map((word, index) => separatorBefore(words, index) + capitalised(word, index === 0))
    .join("");
}

/**
 * The separator before the word at `index`: none before the first, a space after an initial article and before a
 * district number, otherwise a hyphen.
 */
function separatorBefore(words: readonly string[], index: number): string {
  if (index === 0) return "";
  if (/^\d/u.test(words[index] ?? "") || (index === 1 && ARTICLE.test((words[0] ?? "").toLowerCase()))) return " ";
  return "-";
}

function capitalised(word: string, isFirst: boolean): string {
  const [before = "", ...after] = word.split(APOSTROPHE);
  if (after.length > 0)
    return [isFirst ? capital(before) : before.toLowerCase(), ...after.map(capital)].join(APOSTROPHE);
  const small = word.toLowerCase().replace(/\.+$/u, "");
  if (small === "st" || small === "ste") return small === "st" ? "Saint" : "Sainte";
  if (isFirst) return capital(small);
  if (small === "a") return A_GRAVE;
  return SMALL.test(small) ? small : capital(small);
}

/**
 * The word with a capital first letter. A letter whose capital form has two letters (\u00df becomes SS) stays as it is.
 */
const capital = (word: string): string =>
  word
    .toLowerCase()
    .replace(/^\p{L}/u, (letter) => (letter.toUpperCase().length > letter.length ? letter : letter.toUpperCase()));
