import { z } from "zod";
import { formOf } from "#lib/wire/staff-form.ts";
import { hourOfDay } from "#lib/wire/moment.ts";
import { written } from "#lib/wire/bounds.ts";

/** A number of a desk as a list of a form sends it; empty for the next free one. */
const desk = z
  .string()
  .regex(/^\d{0,2}$/u, "malformed")
  .default("")
  .transform((typed) => (typed === "" ? undefined : Number(typed)));

const someone = written("missing", "malformed").min(1, "missing");

/** Somebody for a part of a half-day, or at a desk that is named. `from`, `to`: minutes of its day. */
export const partForm = formOf(z.object({ account: someone, desk, from: hourOfDay, to: hourOfDay }));

/** Whose desk somebody has from an hour on. `assignment`: of whose; `at`: a minute of the day. */
export const handOverForm = formOf(z.object({ assignment: someone, account: someone, at: hourOfDay }));
