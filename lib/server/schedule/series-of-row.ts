import type { Series as SeriesRow } from "#prisma/generated/client.ts";
import type { Nth, Series } from "#lib/schedule/series.ts";
import { dateOfColumn } from "./permanence-rows.ts";

type SeriesColumns = Pick<
  SeriesRow,
  "weekday" | "startMinute" | "endMinute" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays" | "fromDate" | "untilDate"
>;

/** The series that a row holds, on the clock of that zone. */
export const seriesOfRow = (
  { weekday, startMinute, endMinute, everyWeeks, nthOfMonth, inSchoolHolidays, fromDate, untilDate }: SeriesColumns,
  timeZone: string,
): Series => ({
  weekday,
  startMinute,
  endMinute,
  everyWeeks,
  // The constraint `series_nth_of_month` knows no other number.
  ...(nthOfMonth !== null && { nthOfMonth: nthOfMonth as Nth }),
  inSchoolHolidays,
  timeZone,
  fromDate: dateOfColumn(fromDate),
  ...(untilDate && { untilDate: dateOfColumn(untilDate) }),
});
