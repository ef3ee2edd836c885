import { inPlainDigits } from "#lib/access/personal-number.ts";

/** A code of an appointment as it is stored: six characters that are not taken for others. */
export const CODE = /^[2-9A-HJKMNP-Z]{6}$/u;

/**
 * A code from one that was typed with spaces, dots, dashes, in small letters or in the digits of another script
 * (docs/api.md#short-codes).
 */
export const codeOf = (written: string): string =>
  inPlainDigits(written.normalize("NFKC"))
    .replace(/[\s.\-\u2010-\u2015]/gu, "")
    .toUpperCase();
