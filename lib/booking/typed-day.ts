import { inPlainDigits } from "#lib/access/personal-number.ts";
import { daysBetween, plusDays } from "#lib/time/zone.ts";

/** Days back to which a day without its year may belong; an earlier one is that of the next year. */
const BACK = 31;

/**
 * The day that somebody typed or chose, as « 2026-12-03 »: as a browser sends it, or « 03/12/2026 », « 3.12 » in a
 * browser without a choice of days, in the digits of any script. Without a year it is the day that comes next, or was
 * in the last month. Undefined for a text of another form, and for a day that does not exist. `today`: on the clock of
 * the place.
 */
export function typedDay(written: string, today: string): string | undefined {
  const text = inPlainDigits(written.normalize("NFKC")).replace(/[\s\u200e\u200f]/gu, "");
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? [];
  if (date !== undefined) return existing(`${year}-${month}-${date}`);
  const [, day, inMonth, inYear] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/u.exec(text) ?? [];
  if (day === undefined || inMonth === undefined) return undefined;
  const rest = `${inMonth.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (inYear !== undefined) return existing(`${inYear}-${rest}`);
  const years = [0, 1].map((more) => existing(`${Number(today.slice(0, 4)) + more}-${rest}`));
  return years.find((one) => one !== undefined && daysBetween(today, one) >= -BACK);
}

const existing = (day: string): string | undefined => {
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8));
  if (year < "1970" || month < 1 || month > 12 || date < 1) return undefined;
  return plusDays(`${day.slice(0, 8)}01`, date - 1) === day ? day : undefined;
};
