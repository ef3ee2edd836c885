import { tzOffset } from "@date-fns/tz";
import { instant, MINUTE, type Instant } from "./instant.ts";

const DAY = 24 * 60 * MINUTE;

/** The date (YYYY-MM-DD) in the time zone at the moment. */
export const localDateOf = (moment: Instant, zone: string): string =>
  localClockOf(moment, zone).toISOString().slice(0, 10);

/** The minute of the day (0 to 1439) on a clock of the time zone at the moment. */
export function minuteOfDay(moment: Instant, zone: string): number {
  const local = localClockOf(moment, zone);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

/**
 * The moment in ISO 8601 with the zone's offset: "2026-11-23T09:00:00+01:00". Milliseconds are written only when not
 * zero.
 */
export function isoInZone(moment: Instant, zone: string): string {
  const offset = offsetAt(moment, zone);
  const sign = offset < 0 ? "-" : "+";
  const hours = Math.floor(Math.abs(offset) / 60);
  const minutes = Math.abs(offset) % 60;
  const written = new Date(moment + offset * MINUTE).toISOString();
  return `${written.slice(0, written.endsWith(".000Z") ? -5 : -1)}${sign}${two(hours)}:${two(minutes)}`;
}

/**
 * The moment at which a clock of the time zone shows that minute of that date. Minutes from 1440 on belong to the next
 * day. A time skipped in spring is moved forward by the length of the gap (2:30 becomes 3:30). A time that occurs twice
 * in autumn means the first. The offsets of the day before and the day after are tried here, because TZDate decides
 * these two cases by the time zone of the process, so that a tablet and a server could differ. Throws a RangeError for
 * an invalid date.
 */
export function instantAt(localDate: string, minute: number, zone: string): Instant {
  const local = midnightOf(localDate) + minute * MINUTE;
  const before = local - offsetAt(instant(local - DAY), zone) * MINUTE;
  const after = local - offsetAt(instant(local + DAY), zone) * MINUTE;
  const right = [before, after].filter((moment) => moment + offsetAt(instant(moment), zone) * MINUTE === local);
  return instant(right.length > 0 ? Math.min(...right) : before);
}

/** The date `days` later (earlier when negative). Dates are counted on the calendar, so clock changes do not matter. */
export const plusDays = (localDate: string, days: number): string => dateOf(midnightOf(localDate) + days * DAY);

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => (midnightOf(to) - midnightOf(from)) / DAY;

/** The day of the week, 1 Monday to 7 Sunday. */
export const weekdayOf = (localDate: string): number => new Date(midnightOf(localDate)).getUTCDay() || 7;

/**
 * Of each zone, the offsets of minutes that were asked for lately: most questions are about the same few, and clocks
 * change at a whole minute.
 */
const lastOffsets = new Map<string, Map<number, number>>();

/** How many minutes of a zone are kept: two hours. */
const MOST_MINUTES = 120;

function offsetAt(moment: Instant, zone: string): number {
  const minute = Math.floor(moment / MINUTE);
  const ofZone = lastOffsets.get(zone);
  const last = ofZone?.get(minute);
  if (last !== undefined) return last;
  const offset = tzOffset(zone, new Date(moment));
  if (Number.isNaN(offset)) throw new RangeError(`No time zone is named ${zone}.`);
  if (!ofZone || ofZone.size >= MOST_MINUTES) lastOffsets.set(zone, new Map([[minute, offset]]));
  else ofZone.set(minute, offset);
  return offset;
}

/** A Date whose UTC fields are the local date and time in the zone. */
const localClockOf = (moment: Instant, zone: string): Date => new Date(moment + offsetAt(moment, zone) * MINUTE);

function midnightOf(localDate: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/u.test(localDate) ? Date.parse(`${localDate}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds) || dateOf(milliseconds) !== localDate)
    throw new RangeError("This text is not a day, YYYY-MM-DD.");
  return milliseconds;
}

const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const two = (count: number): string => String(count).padStart(2, "0");

/** The Monday of the week of a day. */
export const mondayOf = (day: string): string => plusDays(day, 1 - weekdayOf(day));
