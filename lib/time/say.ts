import type { Instant } from "./instant.ts";
import { minuteOfDay, weekdayOf } from "./zone.ts";

const NO_BREAK_SPACE = "\u00a0";

/** The locale tag given to Intl. British English has the date order and the 24-hour clock of the rest of Europe. */
const TAGS: Readonly<Record<string, string>> = { en: "en-GB" };

/** Of what is said: how Intl writes it. */
const FORMS = {
  day: { weekday: "long", day: "numeric", month: "long" },
  date: { dateStyle: "long" },
  month: { month: "long", year: "numeric" },
  weekday: { weekday: "long" },
  briefWeekday: { weekday: "short" },
  briefMonth: { month: "short" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

/**
 * Formats an hour of the day for a sentence: « 9 h » and « 10 h 30 » in French (with no-break spaces), "9:00" and
 * "10:30" in the other languages. Digits are Latin in every language, as on the screen of the room and on paper.
 */
export const sayHour = (moment: Instant, zone: string, locale: string): string =>
  sayMinuteOfDay(minuteOfDay(moment, zone), locale);

/** Formats the time of a clock, always with minutes (« 9 h 00 »), so that it does not look like an opening hour. */
export const sayClockTime = (moment: Instant, zone: string, locale: string): string =>
  sayClockMinute(minuteOfDay(moment, zone), locale);

/** The same as `sayClockTime`, from a minute of the day. */
export const sayClockMinute = (minute: number, locale: string): string =>
  locale === "fr" && minute % 60 === 0
    ? `${sayMinuteOfDay(minute, locale)}${NO_BREAK_SPACE}00`
    : sayMinuteOfDay(minute, locale);

/** The same as `sayHour`, from a minute of the day; 1440 is midnight at the end of the day, « 24 h ». */
export function sayMinuteOfDay(minute: number, locale: string): string {
  const hours = Math.floor(minute / 60);
  const minutes = minute % 60;
  if (locale !== "fr") return `${hours}:${two(minutes)}`;
  const exact = `${hours}${NO_BREAK_SPACE}h`;
  return minutes === 0 ? exact : `${exact}${NO_BREAK_SPACE}${two(minutes)}`;
}

/**
 * Formats a date (YYYY-MM-DD) with its weekday: « lundi 7 septembre », in French « 1er » for the first. Digits are
 * Latin. In Arabic the month is a number, « الاثنين 7/9 »: Syrians and Iraqis name it otherwise than Egyptians, and
 * these otherwise than Algerians, and the number is what letters in France have.
 */
export function sayDay(localDate: string, locale: string): string {
  const [, month, date] = localDate.split("-").map(Number);
  if (locale === "ar") return `${sayWeekday(weekdayOf(localDate), locale)} ${date}/${month}`;
  return withFirst(formatOf("day", locale).formatToParts(startOf(localDate)), locale);
}

/**
 * Formats a date (YYYY-MM-DD) as short as it is still understood, for an SMS: « jeu 12/11 », "Thu 12 Nov", since the
 * order of day and month differs among those who read English; in Arabic « 12/11 » alone, whose weekdays have no short
 * form.
 */
export function sayDayBriefly(localDate: string, locale: string): string {
  const [, month, date] = localDate.split("-").map(Number);
  if (locale === "ar") return `${date}/${month}`;
  const weekday = sayWeekdayBriefly(localDate, locale);
  return locale === "en"
    ? `${weekday} ${date} ${part(localDate, locale, "briefMonth")}`
    : `${weekday} ${date}/${month}`;
}

/**
 * Formats the weekday of a date (YYYY-MM-DD) for an SMS: « jeu », "Thu"; in Arabic the date « 12/11 », which is shorter
 * than its weekday.
 */
export const sayWeekdayBriefly = (localDate: string, locale: string): string =>
  locale === "ar" ? sayDayBriefly(localDate, locale) : part(localDate, locale, "briefWeekday");

const part = (localDate: string, locale: string, form: keyof typeof FORMS): string =>
  formatOf(form, locale).format(startOf(localDate)).replace(".", "");

/** The weekday of a date (YYYY-MM-DD) above its number: « jeu. », "Thu"; whole in Arabic, which has no shorter one. */
export const sayWeekdayOnSign = (localDate: string, locale: string): string =>
  formatOf("briefWeekday", locale).format(startOf(localDate));

/** Formats an hour of the day without spaces, for an SMS: « 9h », « 10h30 », "9:00" in the other languages. */
export const sayHourBriefly = (moment: Instant, zone: string, locale: string): string =>
  sayHour(moment, zone, locale).replaceAll(NO_BREAK_SPACE, "");

/** Formats a date (YYYY-MM-DD) with its year: « 12 octobre 2026 », in Arabic « 12/10/2026 », for the reason above. */
export function sayDate(localDate: string, locale: string): string {
  const [year, month, date] = localDate.split("-").map(Number);
  if (locale === "ar") return `${date}/${month}/${year}`;
  return withFirst(formatOf("date", locale).formatToParts(startOf(localDate)), locale);
}

/**
 * Formats the month of a date (YYYY-MM-DD) with its year: « novembre 2026 », in Arabic « 11/2026 », for the reason of
 * `sayDay`.
 */
export function sayMonth(localDate: string, locale: string): string {
  const [year, month] = localDate.split("-").map(Number);
  if (locale === "ar") return `${month}/${year}`;
  return formatOf("month", locale).format(startOf(localDate));
}

/** The name of a weekday (1 is Monday): « lundi ». */
export const sayWeekday = (weekday: number, locale: string): string =>
  formatOf("weekday", locale).format(new Date(MONDAY + (weekday - 1) * 86_400_000));

/** Monday 5 January 1970, in milliseconds. */
const MONDAY = 4 * 86_400_000;

const startOf = (localDate: string): Date => new Date(`${localDate}T00:00:00Z`);

/** The parts of a date as one text, in French with « 1er » for the first. */
const withFirst = (parts: readonly Intl.DateTimeFormatPart[], locale: string): string =>
  parts.map(({ type, value }) => (locale === "fr" && type === "day" && value === "1" ? "1er" : value)).join("");

/** The formats made so far: one for each form and language. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A format in UTC, with Latin digits. Making one takes many times as long as using it: of an SMS it was nearly half of
 * the work.
 */
function formatOf(form: keyof typeof FORMS, locale: string): Intl.DateTimeFormat {
  const key = `${form} ${locale}`;
  const known = formats.get(key);
  if (known) return known;
  const tag = `${TAGS[locale] ?? locale}-u-nu-latn-ca-gregory`;
  const made = new Intl.DateTimeFormat(tag, { ...FORMS[form], timeZone: "UTC" });
  formats.set(key, made);
  return made;
}

const two = (count: number): string => String(count).padStart(2, "0");
