import { inPlainDigits } from "#lib/access/personal-number.ts";

const NO_BREAK_SPACE = "\u00a0";

/**
 * Formats a telephone number for the reader: a French number in pairs of digits with no-break spaces (+33388436000
 * becomes « 03 88 43 60 00 »), any other number without spaces as it was given.
 */
export function sayPhone(international: string): string {
  const digits = international.replace(/[^\d+]/gu, "");
  const national = /^(?:\+33|0)(\d{9})$/u.exec(digits)?.[1];
  if (national === undefined) return digits;
  return (`0${national}`.match(/\d\d/gu) ?? []).join(NO_BREAK_SPACE);
}

/**
 * Reads a telephone number into international form (+33612345678). Accepts ten French digits, or a number of any
 * country after + or 00, with spaces, dots or dashes, in the digits of any script. Undefined for any other text.
 */
export function phoneNumberOf(written: string): string | undefined {
  const digits = inPlainDigits(written.normalize("NFKC"))
    .replace(/\(0\)/gu, "")
    .replace(/[\s.\-/()\u2010-\u2015]/gu, "")
    .replace(/^00/u, "+");
  const national = /^(?:0|\+33)([1-9]\d{8})$/u.exec(digits)?.[1];
  if (national !== undefined) return `+33${national}`;
  return /^\+(?!33)[1-9]\d{7,14}$/u.test(digits) ? digits : undefined;
}

/** The last four digits of a telephone number, by which whoever has it knows which it is: « 01 24 ». */
export const phoneEnding = (international: string): string =>
  (/(\d\d)(\d\d)$/u.exec(international.replace(/\D/gu, "")) ?? []).slice(1).join(NO_BREAK_SPACE);
