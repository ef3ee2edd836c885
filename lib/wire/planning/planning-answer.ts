import { z } from "zod";
import { CANNOT_WHY } from "#lib/message/told-half-day.ts";

/** The form of « Vu »; without a half-day it is about all of them. */
export const seenForm = z.object({ permanence: z.uuid().optional() });

/** The form of « Je ne peux pas ». No reason is asked: an empty choice is none. */
export const cannotForm = z.object({
  permanence: z.uuid(),
  why: z
    .enum(["", ...CANNOT_WHY])
    .optional()
    .transform((why) => why || undefined),
});

/** The form of « Répondre » to a call for help. */
export const helpForm = z.object({ call: z.uuid() });
