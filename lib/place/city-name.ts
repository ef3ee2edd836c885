import { withTypographicApostrophes } from "./clean-text.ts";

const ARTICLE = /^(?:la|le|les)$/u;
const SMALL =
  /^(?:de|du|des|la|le|les|l|d|en|et|sur|sous|aux?|\u00e0|\u00e8s|ez|l\u00e8s|lez|pr\u00e8s|entre|devant|par|outre)$/u;
const APOSTROPHE = String.fromCodePoint(0x2019);
const A_GRAVE = String.fromCodePoint(0xe0);

/** Letters, spaces, hyphens and apostrophes, perhaps the number of a district: what is anything else is no name of a city. */
const NAME = /^[\p{L}\s.\u2019-]+(?:\s\d{1,2}(?:er|e)?)?$/iu;

/**
 * The name of a city as the rules of French write it, from however it was typed: « CHALONS EN CHAMPAGNE » has hyphens and
 * two capitals, « LA CHAPELLE ST LUC » keeps its article apart. CEDEX is a word of the post and goes. Accents that
 * capitals lost stay lost: the list of communes knows them, these rules do not.
 */
export function cityName(written: string): string {
  const text = withTypographicApostrophes(written.trim());
  if (!NAME.test(text) || !/\p{L}/u.test(text)) return text;
  const words = text.split(/[\s-]+/u).filter((word) => /[\p{L}\d]/u.test(word));
  const post = words.findIndex((word, index) => index > 0 && /^cedex\.*$/iu.test(word));
  return words
    .slice(0, post < 0 ? undefined : post)
    .map((word, index) => joint(words, index) + cased(word, index === 0))
    .join("");
}

/** What stands before the word: nothing, a space after the article of the name and before a district, else a hyphen. */
function joint(words: readonly string[], index: number): string {
  if (index === 0) return "";
  if (/^\d/u.test(words[index] ?? "") || (index === 1 && ARTICLE.test((words[0] ?? "").toLowerCase()))) return " ";
  return "-";
}

function cased(word: string, leads: boolean): string {
  const [before = "", ...after] = word.split(APOSTROPHE);
  if (after.length > 0) return [leads ? capital(before) : before.toLowerCase(), ...after.map(capital)].join(APOSTROPHE);
  const small = word.toLowerCase().replace(/\.+$/u, "");
  if (small === "st" || small === "ste") return small === "st" ? "Saint" : "Sainte";
  if (leads) return capital(small);
  if (small === "a") return A_GRAVE;
  return SMALL.test(small) ? small : capital(small);
}

/** A letter whose capital is two (\u00df) begins no word. */
const capital = (word: string): string =>
  word
    .toLowerCase()
    .replace(/^\p{L}/u, (letter) => (letter.toUpperCase().length > letter.length ? letter : letter.toUpperCase()));
