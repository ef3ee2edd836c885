import { schoolZoneOf, type SchoolCalendar } from "#lib/time/school-holidays.ts";
import type { Tx } from "#lib/server/db.ts";
import { dateOfColumn } from "./permanence-rows.ts";

/**
 * The school holidays where a place lies, by its département, from one statement for all zones: a table of some twenty
 * rows a year. A zone without a row has an empty calendar, of which nothing is known.
 */
export async function readSchoolCalendars(
  tx: Pick<Tx, "schoolHoliday">,
): Promise<(department: string) => SchoolCalendar> {
  const rows = await tx.schoolHoliday.findMany({ select: { zone: true, fromDate: true, toDate: true } });
  const byZone = Map.groupBy(
    rows.map(({ zone, fromDate, toDate }) => ({ zone, from: dateOfColumn(fromDate), to: dateOfColumn(toDate) })),
    ({ zone }) => zone,
  );
  return (department) => byZone.get(schoolZoneOf(department)) ?? [];
}
