import { readFile } from "node:fs/promises";
import { z } from "zod";
import { accept, refuse, type Result } from "#lib/result.ts";
import { readSchoolFile, type SchoolFile } from "#lib/time/school-file.ts";
import { localDateOf } from "#lib/time/zone.ts";
import {
  MOST_COMING,
  MOST_REFUSED,
  schoolImportReport,
  type SchoolImportReport,
} from "#lib/wire/schedule/school-import.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { FEED_ZONE } from "#lib/server/calendar/feed-zone.ts";
import { clock } from "#lib/server/clock.ts";
import { keptUploads } from "#lib/server/kept-upload.ts";
import { importSchoolHolidays, type ImportedSchoolHolidays } from "#lib/server/schedule/import-school-holidays.ts";
import { hostFor } from "./host.ts";

/** Bytes of a calendar: that of every year since 2017 has half a million. */
export const LARGEST_SCHOOL_FILE = 2_000_000;

/** Calendars that somebody sent. `said`: what the trial or the import said. */
const said = z.object({ fileName: z.string(), report: schoolImportReport, imported: z.boolean() });
export const schoolFiles = keptUploads("school", said, LARGEST_SCHOOL_FILE);

/**
 * Tries the import of a calendar that was sent, without writing, and keeps what it would do. Refused: `not-allowed`,
 * `not-a-school-calendar`.
 */
export async function trySchoolFile(
  actor: StaffActor,
  path: string,
  { id, fileName }: { readonly id: string; readonly fileName: string },
): Promise<Result<SchoolImportReport, "not-allowed" | "not-a-school-calendar">> {
  if (!(await hostFor(actor))) return refuse("not-allowed");
  const read = readSchoolFile(await readFile(path, "utf8"));
  if (!read) return refuse("not-a-school-calendar");
  const report = reportOf(read, await importSchoolHolidays(read.rows, { dryRun: true }));
  await schoolFiles.keepSaid(actor.user, id, { fileName, report, imported: false });
  return accept(report);
}

/**
 * Imports the calendar that this person tried, for every organisation of the installation, and removes it; done again
 * it answers what was done. Refused: `not-allowed` to who does not administer the installation; `upload-gone` after an
 * hour, and for a file of somebody else.
 */
export async function importKeptSchoolFile(
  actor: StaffActor,
  id: string,
): Promise<Result<SchoolImportReport, "not-allowed" | "upload-gone">> {
  const host = await hostFor(actor);
  if (!host) return refuse("not-allowed");
  const kept = await schoolFiles.readSaid(actor.user, id);
  if (!kept) return refuse("upload-gone");
  if (kept.imported) return accept(kept.report);
  const done = await schoolFiles.take(actor.user, id, async (path) => {
    const read = readSchoolFile(await readFile(path, "utf8")) ?? { rows: [], problems: [], leftOut: 0 };
    const by = { actor, organisation: host.id };
    const report = reportOf(read, await importSchoolHolidays(read.rows, { dryRun: false, by }));
    await schoolFiles.keepSaid(actor.user, id, { ...kept, report, imported: true });
    return { value: report, done: true };
  });
  return done ? accept(done) : refuse("upload-gone");
}

function reportOf({ rows, problems, leftOut }: SchoolFile, counts: ImportedSchoolHolidays): SchoolImportReport {
  const today = localDateOf(clock.now(), FEED_ZONE);
  return {
    counts: { ...counts, leftOut, refused: problems.length },
    refused: problems.slice(0, MOST_REFUSED),
    coming: rows.filter(({ to }) => to >= today).slice(0, MOST_COMING),
  };
}
