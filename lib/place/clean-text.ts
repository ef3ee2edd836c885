const APOSTROPHE = String.fromCodePoint(0x2019);

/**
 * Removes invisible characters from a text: control and direction characters, unpaired surrogates, repeated and outer
 * spaces. Letters are composed (Unicode NFC); a number becomes its digits. Undefined for any other value, and when
 * nothing is left.
 */
export function cleanText(written: unknown): string | undefined {
  const text = typeof written === "number" && Number.isFinite(written) ? String(written) : written;
  if (typeof text !== "string") return undefined;
  const tidy = text
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .replace(/\p{C}/gu, "")
    .normalize("NFC")
    .replace(/ +/gu, " ")
    .trim();
  return tidy === "" ? undefined : tidy;
}

/** Replaces every kind of apostrophe between two letters with the typographic one (U+2019). */
export const withTypographicApostrophes = (text: string): string =>
  text.replace(/(?<=\p{L})['`\u00b4\u2018\u02bc](?=\p{L})/gu, APOSTROPHE);
