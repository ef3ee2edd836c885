import { z } from "zod";
import { MOST_ON_PAPER } from "../report/half-day-record.ts";
import type { StaffRefusal } from "./staff-form.ts";

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
export const paperTotalsForm = z.object({
  received: peopleTyped,
  helped: peopleTyped,
  gone: peopleTyped,
  redirected: peopleTyped,
  turnedAway: peopleTyped,
  seen: z.string(),
});
