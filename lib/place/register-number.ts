import { accept, refuse, type Result } from "#lib/result.ts";

/** Why a text is not a valid register number. */
export type RegisterNumberRefusal = "zeros" | "no-such-number" | "wrong-check-digit";

/** The SIREN of La Poste, whose establishments have their own check: the sum of the digits is a multiple of 5. */
const POST = "356000000";

/**
 * Reads the number that identifies the body running a place (the field `pivot` of the national schema): a SIRET of 14
 * digits with a valid Luhn check digit, or an RNA number (W and nine characters). Spaces, points and hyphens are
 * removed.
 */
export function readRegisterNumber(written: string): Result<string, RegisterNumberRefusal> {
  const number = written.replace(/[\s.-]/gu, "").toUpperCase();
  if (/^0+$/u.test(number)) return refuse("zeros");
  if (/^W\d[\dA-Z]\d{7}$/u.test(number)) return accept(number);
  if (!/^\d{14}$/u.test(number)) return refuse("no-such-number");
  return isChecked(number) ? accept(number) : refuse("wrong-check-digit");
}

function isChecked(siret: string): boolean {
  const digits = [...siret].map(Number);
  if (siret.startsWith(POST) && sum(digits) % 5 === 0) return true;
  return sum(digits.map((digit, index) => (index % 2 === 0 ? digitSum(digit * 2) : digit))) % 10 === 0;
}

/** The sum of the digits of a doubled digit (0 to 18). */
const digitSum = (doubled: number): number => (doubled > 9 ? doubled - 9 : doubled);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
