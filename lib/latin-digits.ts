/** Arabic and Persian digits, in their order. */
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/gu;

/** The text with the digits 0 to 9 in place of Arabic and Persian ones. */
export const latinDigits = (text: string): string =>
  text.replace(EASTERN_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
