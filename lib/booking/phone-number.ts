import { inPlainDigits } from "../access/digit-groups.ts";

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
