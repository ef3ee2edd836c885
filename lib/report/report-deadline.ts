/** The day of the next month until which a report of a day is written and corrected: then the month is counted. */
const LAST_DAY = "05";

/**
 * The last day (YYYY-MM-DD) on which a report of that day may be written or corrected: the 5th of the next month. Both
 * are days of the place where the help was.
 */
export function lastDayToWrite(localDate: string): string {
  const [year = 0, month = 0] = localDate.split("-").map(Number);
  const next = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${next.map((part) => String(part).padStart(2, "0")).join("-")}-${LAST_DAY}`;
}

/**
 * Whether the report of that day may be written on the day `today` of the same place: not before the day itself, nor
 * after the 5th.
 */
export const mayBeWritten = (localDate: string, today: string): boolean =>
  localDate <= today && today <= lastDayToWrite(localDate);

/**
 * The first day whose report may still be written on that day: that of the month before until the 5th, else of this
 * month.
 */
export function firstDayToWrite(today: string): string {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const isLate = today.slice(8) > LAST_DAY;
  const first = isLate ? [year, month] : month === 1 ? [year - 1, 12] : [year, month - 1];
  return `${first.map((part) => String(part).padStart(2, "0")).join("-")}-01`;
}
