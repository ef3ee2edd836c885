import { accept, refuse, type Result } from "../result.ts";

/** Why a number says of nobody who runs a place. */
export type RegisterNumberRefusal = "zeros" | "no-such-number" | "wrong-check-digit";

/** The post has a check of its own: its establishments are too many for the usual one. */
const POST = "356000000";

/**
 * The number by which registers know who runs a place: a SIRET (14 digits, checked as INSEE checks them) or an RNA (W and
 * nine characters), without the spaces that people put in. Refused is what no register can have given.
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
  return sum(digits.map((digit, index) => (index % 2 === 0 ? cast(digit * 2) : digit))) % 10 === 0;
}

const cast = (doubled: number): number => (doubled > 9 ? doubled - 9 : doubled);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
