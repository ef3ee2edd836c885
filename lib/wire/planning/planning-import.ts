import { z } from "zod";
import { COLUMNS } from "./planning-file.ts";
import { ours } from "#lib/wire/bounds.ts";

/** Lines of each list of a report; further ones are counted. */
export const MOST_LISTED = 300;

const column = z.enum(COLUMNS);

/**
 * What is wrong with a line. `code`: one of `StaffRefusal`, or of `setup.problem` in `messages`; `person`: who is
 * meant, as they were written.
 */
const problem = z.object({
  column: column.optional(),
  code: ours,
  what: ours.optional(),
  values: z.record(ours, z.union([ours, z.number()])).optional(),
  person: ours.optional(),
});

/**
 * What a line does. `changes`: each cell that differs from what stands. `halfDays`: what becomes of those of a series
 * that changes.
 */
const did = z.object({
  number: z.number(),
  name: ours,
  did: z.enum(["series-new", "series-changed", "date-new", "date-changed", "people"]),
  changes: z.array(z.object({ column, before: ours, after: ours })),
  halfDays: z.object({ changed: z.number(), cancelled: z.number(), kept: z.number() }).optional(),
  planned: z.number(),
  takenOff: z.number(),
  without: z.number(),
});

/**
 * What an import of the planning did or would do (docs/planning.md#importing). The counts are whole, the lists are cut.
 * `cancelled`: half-days that changed series cancel; `without`: dates of series on which somebody cannot be planned.
 * `unread`: headings that are none of the columns. `version`: of all of it, by which an import is refused when
 * something has changed since its trial.
 */
export const planningImportReport = z.object({
  counts: z.object({
    seriesNew: z.number(),
    seriesChanged: z.number(),
    datesNew: z.number(),
    datesChanged: z.number(),
    planned: z.number(),
    takenOff: z.number(),
    without: z.number(),
    cancelled: z.number(),
    unchanged: z.number(),
    refused: z.number(),
  }),
  lines: z.array(did),
  refused: z.array(z.object({ number: z.number(), name: ours, problems: z.array(problem) })),
  unread: z.array(ours),
  version: ours,
});
/**
 * What stays of an import that was undone, and why: somebody has booked, it has opened, it was changed since, a mail
 * has told a colleague, the reader does not plan there any more, or no sentence says why half-days are cancelled.
 * `permanence`: of a half-day.
 */
const staying = z.object({
  what: z.enum(["series", "date", "people"]),
  permanence: ours.optional(),
  place: ours,
  localDate: ours,
  why: z.enum(["booked", "opened", "changed", "told", "not-allowed", "sentence-missing"]),
});
export const importUndone = z.object({
  counts: z.object({ series: z.number(), dates: z.number(), people: z.number() }),
  stays: z.array(staying),
});
export type ImportUndone = z.infer<typeof importUndone>;
export type StayingOfImport = ImportUndone["stays"][number];
export type PlanningImportReport = z.infer<typeof planningImportReport>;
export type LineDid = z.infer<typeof did>;
export type LineProblemSaid = z.infer<typeof problem>;
