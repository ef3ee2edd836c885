/**
 * Whether a text holds a number that says who somebody is to the State and that we must never keep (DESIGN, Personal
 * data): a social security number (NIR), with or without its key, or a CAF file number (7 digits and a letter).
 * Spaces, dots and dashes between digits hide nothing. A telephone number is neither.
 */
export function holdsPersonalNumber(text: string): boolean {
  const joined = text.normalize("NFKC").toUpperCase().replace(/(?<=[0-9]|2[AB])[\s.\-_/\u2010-\u2015]+(?=[0-9AB])/gu, "");
  const numbers = joined.match(NIR) ?? [];
  return numbers.some(isNir) || CAF.test(joined.replace(/(?<=[0-9])[\s.\-]+(?=[A-Z](?![A-Z]))/gu, ""));
}

/** Sex, year, month, department (2A and 2B for Corsica), commune, order; then the key. */
const NIR = /(?<![0-9])[1-478][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{6}(?:[0-9]{2})?(?![0-9])/gu;

const CAF = /(?<![0-9])[0-9]{7}[A-Z](?![A-Z0-9])/u;

/** Thirteen digits are refused as they are; with fifteen the last two are the key, 97 less the rest modulo 97. */
function isNir(number: string): boolean {
  if (number.length === 13) return true;
  const body = BigInt(number.slice(0, 13).replace("2A", "19").replace("2B", "18"));
  return 97n - (body % 97n) === BigInt(number.slice(13));
}
