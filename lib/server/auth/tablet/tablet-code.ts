import { createHmac, timingSafeEqual } from "node:crypto";
import { inPlainDigits } from "#lib/access/personal-number.ts";
import { env } from "#lib/server/env.ts";
import { secretOf } from "#lib/server/secrets.ts";

/**
 * Digits of the code of a pass: short enough to be read aloud. Five tries for a place and address (docs/api.md#limits).
 */
const DIGITS = 6;

/** The six digits of a pass, made of its id and never stored. */
export function codeOfPass(pass: string): string {
  const bytes = createHmac("sha256", env.APP_SECRET).update(`tablet-code\0${pass}`).digest();
  return String(bytes.readUIntBE(0, 6) % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** What somebody typed as six digits, whatever the alphabet and the spaces; undefined when it is no such code. */
export function typedTabletCode(typed: string): string | undefined {
  const digits = inPlainDigits(typed).replace(/[\s.-]/gu, "");
  return /^\d{6}$/u.test(digits) ? digits : undefined;
}

/** Whether these are the digits of the pass; compared in constant time. */
export const isCodeOfPass = (digits: string, pass: string): boolean =>
  timingSafeEqual(Buffer.from(digits), Buffer.from(codeOfPass(pass)));

/** The address in the QR code of a pass, with its secret. */
export const addressOfPass = (pass: string): string =>
  new URL(`/tablette/${secretOf("tablet-pass", pass, 1)}`, env.APP_URL).href;
