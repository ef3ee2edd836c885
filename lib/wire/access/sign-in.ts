import { z } from "zod";
import { latinDigits } from "#lib/latin-digits.ts";
import { written } from "#lib/wire/bounds.ts";

/** The form that asks for a sign-in code. E-mail addresses are stored and compared in small letters. */
export const askCodeForm = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  retour: written().optional(),
});

/**
 * Digits as somebody types them: Latin, Arabic or Persian, which spaces, dots and hyphens may separate. Decoded without
 * these.
 */
const typedDigits = z
  .string()
  .max(40)
  .transform((typed) => latinDigits(typed).replace(/[\s.\u2010\u2011\u200e\u200f-]/gu, ""));

/** A sign-in code as somebody types it: six digits. */
export const typedCode = typedDigits.pipe(z.string().regex(/^[0-9]{6}$/));

/** A code of the second factor: six digits of the authenticator, or the twelve of a recovery code. */
export const typedFactorCode = typedDigits.pipe(z.string().regex(/^[0-9]{6}(?:[0-9]{6})?$/));

/**
 * The form in which the sign-in code is typed. `secours`: a recovery code, asked for once too many codes were wrong
 * that day.
 */
export const giveCodeForm = z.object({
  code: typedCode,
  secours: typedDigits.pipe(z.string().regex(/^(?:[0-9]{12})?$/)).optional(),
});
