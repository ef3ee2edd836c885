import type { Actor } from "#lib/access/actor.ts";
import type { SchoolRow } from "#lib/time/school-file.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { columnOf } from "./permanence-rows.ts";

/**
 * What an import changes, or changed: rows that are new, rows that took the place of others, and those that stood
 * already.
 */
export type ImportedSchoolHolidays = { readonly added: number; readonly replaced: number; readonly same: number };

/** `by`: who imports, and in whose journal that is noted; without it, a command on the machine. */
type ImportOptions = {
  readonly dryRun: boolean;
  readonly by?: { readonly actor: Actor; readonly organisation: string };
};

/**
 * Writes school holidays by zone, or with `dryRun` only says what that would change. Holidays that stand at the same
 * days in part give way to those of the file. Imported twice, nothing changes the second time. Series that leave school
 * holidays out get their dates within a minute then; half-days that stand stay.
 */
export const importSchoolHolidays = (
  rows: readonly SchoolRow[],
  { dryRun, by }: ImportOptions,
): Promise<ImportedSchoolHolidays> =>
  transaction(async (tx) => {
    // Two imports at once are one after the other.
    await tx.$executeRaw`LOCK TABLE school_holiday IN SHARE ROW EXCLUSIVE MODE`;
    const counts = { added: 0, replaced: 0, same: 0 };
    for (const row of rows) counts[await importOne(tx, row, dryRun)]++;
    const { added, replaced } = counts;
    if (dryRun || added + replaced === 0) return counts;
    await tx.series.updateMany({ where: { inSchoolHolidays: false }, data: { planDueAt: null } });
    if (by)
      await appendJournal(
        tx,
        by.actor,
        { act: "school-holidays-imported", organisation: by.organisation, data: { added, replaced } },
        clock.now(),
      );
    return counts;
  }, by?.actor ?? "service");

async function importOne(tx: Tx, row: SchoolRow, dryRun: boolean): Promise<keyof ImportedSchoolHolidays> {
  const { zone, name } = row;
  const fromDate = columnOf(row.from);
  const toDate = columnOf(row.to);
  const where = { zone, fromDate: { lte: toDate }, toDate: { gte: fromDate } };
  const there = await tx.schoolHoliday.findMany({ where });
  const [one] = there;
  const isSame =
    there.length === 1 &&
    one?.name === name &&
    one.fromDate.getTime() === fromDate.getTime() &&
    one.toDate.getTime() === toDate.getTime();
  if (isSame) return "same";
  if (!dryRun) {
    await tx.schoolHoliday.deleteMany({ where });
    await tx.schoolHoliday.create({ data: { zone, name, fromDate, toDate } });
  }
  return there.length > 0 ? "replaced" : "added";
}
