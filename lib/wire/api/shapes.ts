import { z } from "zod";
import { writtenMoment } from "../moment.ts";

/** What opens one thing to whoever holds it: base64url, 43 characters, no dot. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const link = z.url();

/** A bookable hour and how many can still take it. */
export const slot = z.object({ startsAt: writtenMoment, endsAt: writtenMoment, remaining: z.int() });

/** An hour offered instead of one that is gone; it may be in another half-day of the place. */
export const alternative = slot.extend({ permanence: z.uuid() });
