const APOSTROPHE = String.fromCodePoint(0x2019);

/**
 * A text without what nobody sees: control and direction characters, halves of pairs (which UTF-8 cannot write), doubled
 * spaces; its letters composed (NFC). A number is read as its digits. Undefined when it is no text or nothing is left.
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

/** The text with the apostrophe of French print between letters, whichever was typed. */
export const withTypographicApostrophes = (text: string): string =>
  text.replace(/(?<=\p{L})['`\u00b4\u2018\u02bc](?=\p{L})/gu, APOSTROPHE);
