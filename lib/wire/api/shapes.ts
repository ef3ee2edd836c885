import { z } from "zod";
import { writtenMoment } from "#lib/wire/moment.ts";

/** A secret that gives access to one thing: base64url, 43 characters (docs/api.md#secrets). */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const link = z.url();

/** A bookable slot, and how many appointments can still be made in it. */
export const slot = z.object({ startsAt: writtenMoment, endsAt: writtenMoment, remaining: z.int() });

/** A slot offered instead of one that is taken; it may be in another half-day of the place. */
export const alternative = slot.extend({ permanence: z.uuid() });
