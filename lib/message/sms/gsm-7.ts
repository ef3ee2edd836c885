/**
 * The letters of GSM 03.38, the basic table and its extension (the second class, each of which counts twice). Of the
 * French letters with accents it has \u00e0 \u00e9 \u00e8 \u00f9 alone.
 */
const GSM_7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]$/u;

/** What has no accent to take away, and what is written by other letters. */
const OTHERWISE: readonly (readonly [letters: RegExp, instead: string])[] = [
  [/[\u2018\u2019\u201a\u2032\u02bc`´]/u, "'"],
  [/[\u00ab\u00bb\u201c\u201d\u201e\u2033]/u, '"'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\t]/u, " "],
  [/[\u2010-\u2015\u2212]/u, "-"],
  [/[\u200b-\u200f\u2028-\u202e\u2060-\u2069\u00ad\ufeff]/u, ""],
  [/\u2026/u, "..."],
  [/[·•]/u, "-"],
  [/œ/u, "oe"],
  [/Œ/u, "OE"],
  [/ı/u, "i"],
  [/ð/u, "d"],
  [/Ð|Đ/u, "D"],
  [/đ/u, "d"],
  [/ł/u, "l"],
  [/Ł/u, "L"],
  [/þ/u, "th"],
  [/Þ/u, "Th"],
  [/ẞ/u, "SS"],
  [/°|º/u, "o"],
];
const ACCENTS = /\p{M}/gu;

/**
 * A text in letters of GSM-7 alone, so that it is not sent in UCS-2, of which 70 letters are one message: typographic
 * signs become plain ones, a letter that GSM-7 lacks loses its accent (\u015f s, \u0131 i, \u011f g, \u00ea e), \u0153
 * is oe. What it has stays (\u00e9, \u00fc). What has no such letter, of another alphabet, becomes « ? ».
 */
export const toGsm7 = (text: string): string => [...text.normalize("NFC")].map(lettersFor).join("");

function lettersFor(letter: string): string {
  if (GSM_7.test(letter)) return letter;
  const known = OTHERWISE.find(([letters]) => letters.test(letter));
  if (known) return known[1];
  const plain = [...letter.normalize("NFKD").replace(ACCENTS, "")];
  if (plain.length === 0) return "";
  return plain.map((one) => (GSM_7.test(one) ? one : one === letter ? "?" : lettersFor(one))).join("");
}
