import { z } from "zod";

// The bounds of what is sent. Each text that a person or a program writes has `.max(…)` of its own or is `written`;
// each day is a `day`. Without bounds a text meets a limit of the database, and a day the year 10000: both would be a
// fault of the server. The rule bounded-text of `npm run check` finds what has none.

/** The first and the last day that is taken: nothing of the product lies outside of them. */
const FIRST_DAY = "2000-01-01";
const LAST_DAY = "2100-12-31";

/** A day that exists, YYYY-MM-DD, from `FIRST_DAY` to `LAST_DAY`. */
export const day = z.iso
  .date()
  .refine((typed) => FIRST_DAY <= typed && typed <= LAST_DAY, `a day from ${FIRST_DAY} to ${LAST_DAY}`);

/** Whether a text is such a day. */
export const isDay = (typed: string): boolean => day.safeParse(typed).success;

/** Characters of a text that has no narrower bound: what a small form may hold as a whole. */
const MOST_WRITTEN = 8 * 1024;

/**
 * A text of a form or file that has no narrower bound of its own. `error`: what is said of what is no text; `tooLong`:
 * of what is over the bound.
 */
export const written = (error?: string, tooLong = error) => z.string(error).max(MOST_WRITTEN, tooLong);

/** A text of an answer or of a row, which only we write; or of a form, which a schema with bounds reads next. */
export const ours = z.string();
