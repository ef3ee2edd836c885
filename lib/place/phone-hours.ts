import { daysTogether, parseWeek, writeSpans, writeWeek, type DaysTogether, type OpenSpan } from "./opening-hours.ts";
import { readTypedHours } from "./typed-hours.ts";

/** When a telephone is answered: by days with the same hours, or, where no day is named, hours alone. */
export type PhoneHours =
  | { readonly rules: readonly DaysTogether[]; readonly holidays?: "closed" }
  | { readonly anyDay: readonly OpenSpan[] };

/**
 * Reads hours as rows keep them (`phoneHoursWritten`): « Mo-Fr 08:30-12:00,14:00-17:00; PH off », or hours alone.
 * Undefined for any other text, which the caller then shows as it was written.
 */
export function phoneHoursOf(written: string): PhoneHours | undefined {
  const padded = written.trim().replace(/(?<!\d)\d:/gu, "0$&");
  const week = parseWeek(padded);
  if (week) {
    const rules = daysTogether(week);
    return rules.length === 0 ? undefined : { rules, ...(week.holidays && { holidays: week.holidays }) };
  }
  const read = SPANS.test(padded) ? readTypedHours(padded) : undefined;
  return read && "anyDay" in read ? read : undefined;
}

const SPAN = String.raw`\d{2}:\d{2}-\d{2}:\d{2}`;
const SPANS = new RegExp(`^${SPAN}(?:,${SPAN})*$`, "u");

/**
 * The hours of a telephone as rows keep them, « Mo-Fr 09:00-12:00 », from what somebody typed (`readTypedHours`): a
 * sentence, short words, or that form. Undefined for a text that cannot be read surely.
 */
export function phoneHoursWritten(typed: string): string | undefined {
  const read = readTypedHours(typed);
  if (!read) return undefined;
  return "week" in read ? writeWeek(read.week) : writeSpans(read.anyDay);
}
