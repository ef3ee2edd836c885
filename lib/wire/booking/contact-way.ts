import { z } from "zod";

/**
 * What the holder of an appointment’s link may say of how they are told: `call`, « Je préfère un appel »; `no-sms`: the
 * messages of this telephone stop; `nothing-asked`, « Je n’ai rien demandé »: they stop for whatever is booked with it
 * later too; `no-mail`: those to this address.
 */
const WAY_CHOICES = ["call", "message", "no-sms", "nothing-asked", "sms", "no-mail", "mail"] as const;
export type ContactWayChoice = (typeof WAY_CHOICES)[number];

/** The form in which it is said. */
export const contactWayForm = z.object({ way: z.enum(WAY_CHOICES) });
