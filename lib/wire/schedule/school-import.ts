import { z } from "zod";
import { ours } from "#lib/wire/bounds.ts";

/**
 * Lines that were not read and are named, and holidays to come that are listed; of more, how many there are is said.
 */
export const MOST_REFUSED = 50;
export const MOST_COMING = 60;

/**
 * What the import of a school calendar would do, or did, counted in rows; `leftOut`: lines about teachers alone, and
 * those that say the same again; `refused`: lines that were not read, with their number and why; `coming`: the holidays
 * of the file that are not over, with their first and last day (YYYY-MM-DD).
 */
export const schoolImportReport = z.object({
  counts: z.object({ added: z.int(), replaced: z.int(), same: z.int(), leftOut: z.int(), refused: z.int() }),
  refused: z.array(z.object({ line: z.int(), why: z.enum(["columns", "zone", "dates", "name", "other-dates"]) })),
  coming: z.array(z.object({ zone: ours, name: ours, from: ours, to: ours })),
});

export type SchoolImportReport = z.infer<typeof schoolImportReport>;
