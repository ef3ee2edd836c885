import { z } from "zod";

/** The form at the door: what it was shown for, and the key that makes two taps one number. */
export const doorForm = z.object({ permanence: z.uuid(), key: z.uuid() });
