import { z } from "zod";

/** The form that asks for a sign-in code. E-mail addresses are stored and compared in small letters. */
export const askCodeForm = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  retour: z.string().optional(),
});

/** A sign-in code as somebody types it: six digits, which spaces, dots and hyphens may separate. Decoded without them. */
export const typedCode = z
  .string()
  .max(40)
  .transform((typed) => typed.replace(/[\s.-]/g, ""))
  .pipe(z.string().regex(/^[0-9]{6}$/));

/** The form in which the sign-in code is typed. */
export const giveCodeForm = z.object({ code: typedCode });
