import { latinDigits } from "#lib/latin-digits.ts";
import { plainWords } from "./plain-words.ts";

/** Words that are looked for at most; further ones are left out. */
const MOST_WORDS = 6;

/** Letters of a word that are looked at. PostgreSQL refuses a search word of over 2,046 bytes. */
const MOST_LETTERS = 60;

/** Words that people leave out or add: they decide nothing, unless nothing else is asked for. */
const SMALL = new Set("a au aux d de des du en et l la le les sur".split(" "));

/** The first digits of the postal codes of the communes with arrondissements, and how many they have. */
const ARRONDISSEMENTS: Readonly<Record<string, { readonly post: string; readonly count: number }>> = {
  paris: { post: "750", count: 20 },
  lyon: { post: "690", count: 9 },
  marseille: { post: "130", count: 16 },
};

/**
 * The words that a place must have, each as the beginning of a word of its name, commune or postal code. « 67 000 » is
 * one postal code, « Paris 10e » the commune and the postal code 75010, CEDEX and its number nothing. Empty when the
 * text has no Latin letter and no digit.
 */
export function searchWords(asked: string): readonly string[] {
  const text = plainWords(latinDigits(asked))
    .join(" ")
    .replace(/\b(\d{2}) (\d{3})\b/gu, "$1$2")
    .replace(/ cedex( \d{1,2})?\b/gu, "")
    .replace(/\b(paris|lyon|marseille) 0?(\d{1,2})(?:er?|eme|nd)?( arrondissement)?\b/gu, withPostalCode);
  const words = [...new Set(text.split(" ").filter((word) => word !== ""))];
  const telling = words.filter((word) => !SMALL.has(word));
  return (telling.length > 0 ? telling : words).slice(0, MOST_WORDS).map((word) => word.slice(0, MOST_LETTERS));
}

function withPostalCode(written: string, commune: string, number: string): string {
  const { post = "", count = 0 } = ARRONDISSEMENTS[commune] ?? {};
  return 1 <= Number(number) && Number(number) <= count ? `${commune} ${post}${number.padStart(2, "0")}` : written;
}
