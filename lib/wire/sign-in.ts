import { z } from "zod";

/** The form that asks for a sign-in code. E-mail addresses are stored and compared in small letters. */
export const askCodeForm = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  retour: z.string().optional(),
});

/** The form in which the sign-in code is typed. The use case refuses every wrong code in the same way, whatever its form. */
export const giveCodeForm = z.object({ code: z.string().max(40) });
