import { inPlainDigits } from "../access/digit-groups.ts";

const NO_BREAK_SPACE = "\u00a0";

/**
 * A telephone number as it is read aloud in France: +33388436000 is « 03 88 43 60 00 », with no-break spaces.
 * A number of another country keeps its international form.
 */
export function sayPhone(international: string): string {
  const digits = international.replace(/[^\d+]/gu, "");
  const national = /^(?:\+33|0)(\d{9})$/u.exec(digits)?.[1];
  if (national === undefined) return digits;
  return (`0${national}`.match(/\d\d/gu) ?? []).join(NO_BREAK_SPACE);
}

/**
 * A telephone number in international form (+33612345678), from the ways people write one: ten digits of France with
 * spaces, dots or dashes, or any country's with + or 00, in the digits of any alphabet. Undefined when it is none.
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
