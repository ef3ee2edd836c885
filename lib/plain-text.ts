/**
 * A text without capitals, accents, and what is neither letter nor digit, to compare what people write in different
 * ways: « Impôts, à payer » is "impots a payer".
 */
export const plainText = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
