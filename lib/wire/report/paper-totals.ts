import { z } from "zod";
import { MOST_ON_PAPER, NOT_HELD_BECAUSE, type HalfDayRecord, type PaperTotals } from "#lib/report/half-day-record.ts";
import { formOf, type StaffRefusal } from "#lib/wire/staff-form.ts";

const tooMany: StaffRefusal = "no-such-count";

/** A number of people as somebody types it; nothing typed is nobody. */
export const peopleTyped = z
  .string()
  .trim()
  .max(3, tooMany)
  .regex(/^\d*$/u, tooMany)
  .transform(Number)
  .refine((people) => people <= MOST_ON_PAPER, tooMany);

/** The numbers of the totals of a paper sheet, in the order in which a person counts them. */
export const TOTALS = [
  "received",
  "helped",
  "gone",
  "redirected",
  "turnedAway",
] as const satisfies readonly (keyof PaperTotals)[];

/** The field of what stood in the form of a sheet that names the version of all that was recorded. */
export const RECORD = "record";

/** A sheet is one thing: its sums have to agree, and whoever saves it saves all that is recorded of its half-day. */
export const SHEET = {
  whole: true,
  versionOf: (stored: Readonly<Record<string, string>>): string => stored[RECORD] ?? "",
} as const;

/** What stands in the form of the totals of a sheet. `version`: of all that is recorded of its half-day. */
export const fieldsOfTotals = (
  record: HalfDayRecord | undefined,
  version: string,
): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(TOTALS.map((name) => [name, record?.kind === "paper-totals" ? String(record[name]) : ""])),
  [RECORD]: version,
});

/** The form of the totals of a paper sheet. */
export const paperTotalsForm = formOf(
  z.object({
    received: peopleTyped,
    helped: peopleTyped,
    gone: peopleTyped,
    redirected: peopleTyped,
    turnedAway: peopleTyped,
  }),
  { beside: { "more-than-received": "received", "nobody-on-sheet": "received" } },
);

/** Why a half-day that is over was not held. */
export const notHeldForm = formOf(z.object({ why: z.enum(NOT_HELD_BECAUSE) }), { fieldOf: () => "form" });
