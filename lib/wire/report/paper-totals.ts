import { z } from "zod";
import { MOST_ON_PAPER, NOT_HELD_BECAUSE } from "../../report/half-day-record.ts";
import { formOf, type StaffRefusal } from "../staff-form.ts";
import { written } from "../bounds.ts";

const tooMany: StaffRefusal = "no-such-count";

/** A number of people as somebody types it; nothing typed is nobody. */
export const peopleTyped = z
  .string()
  .trim()
  .max(3, tooMany)
  .regex(/^\d*$/u, tooMany)
  .transform(Number)
  .refine((people) => people <= MOST_ON_PAPER, tooMany);

/** The form of the totals of a paper sheet. `seen`: the version of what was recorded when it was opened. */
export const paperTotalsForm = formOf(
  z.object({
    received: peopleTyped,
    helped: peopleTyped,
    gone: peopleTyped,
    redirected: peopleTyped,
    turnedAway: peopleTyped,
    seen: written(),
  }),
  { beside: { "more-than-received": "received", "nobody-on-sheet": "received" } },
);

/** Why a half-day that is over was not held. */
export const notHeldForm = formOf(z.object({ why: z.enum(NOT_HELD_BECAUSE) }), { fieldOf: () => "form" });
