/**
 * The words of a text as places are searched by them: small Latin letters without accents, and digits; « St » and « Ste
 * » written out. The SQL function `plain_words`, whose words the indexes hold, says the same of every text.
 */
export const plainWords = (text: string): readonly string[] =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/gu, "")
    .toLowerCase()
    .replace(/\u0153/gu, "oe")
    .replace(/\u00e6/gu, "ae")
    .replace(/\u00df/gu, "ss")
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== "")
    .map((word) => (word === "st" || word === "ste" ? `saint${word.slice(2)}` : word));
