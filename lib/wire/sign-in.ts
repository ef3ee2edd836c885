import { z } from "zod";

/** The form that asks for a code. Addresses are kept and compared in small letters. */
export const askCodeForm = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  retour: z.string().optional(),
});

/** The form that gives the code back; what is not a code is refused by the deed, in one way. */
export const giveCodeForm = z.object({ code: z.string().max(40) });
