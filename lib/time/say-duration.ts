import { instant, MINUTE, type Instant } from "./instant.ts";
import type { Interval } from "./interval.ts";

/** Minutes from which a range is written in hours: more than an hour in minutes is hard to read. */
const LONG = 65;

/** Minutes from which an end of a range is rounded to half hours: steps of five minutes are too fine so far off. */
const VERY_LONG = 120;
const HALF_AN_HOUR = 30;

const QUARTER = 15;
const FIVE_MINUTES = 5 * MINUTE;

/**
 * Formats a duration in minutes as text: « 1 heure 30 » in French (« 1 h 30 » would be an hour of the day),
 * “1 hour 30 minutes” in the other languages. Digits are always Latin.
 */
export function sayDuration(minutes: number, locale: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return sayUnit(rest, "minute", locale);
  if (rest === 0) return sayUnit(hours, "hour", locale);
  if (locale === "fr") return `${sayUnit(hours, "hour", locale)}\u00a0${String(rest).padStart(2, "0")}`;
  const parts = new Intl.ListFormat(locale, { type: "unit", style: locale === "en" ? "narrow" : "long" });
  return parts.format([sayUnit(hours, "hour", locale), sayUnit(rest, "minute", locale)]);
}

/**
 * The planned time of a person, rounded to the nearest quarter of an hour, at least one: a half-day taken over once it
 * had begun makes minutes that say nothing.
 */
export const sayPlannedTime = (minutes: number, locale: string): string =>
  sayDuration(Math.max(QUARTER, Math.round(minutes / QUARTER) * QUARTER), locale);

type Range = { readonly low: number; readonly high: number };

/**
 * The message key for a range, and its values: `high` is a duration as text, with the form of the unit that its count
 * takes (in Arabic « 10 دقائق », « 15 دقيقة »); so is `low` of `rangeLong`, while that of `range` is a number. The keys
 * `under…` are for a range that begins at 0.
 */
export type SaidRange =
  | { readonly key: "range" | "under"; readonly low: number; readonly high: string }
  | { readonly key: "rangeLong" | "underLong"; readonly low: string; readonly high: string };

/**
 * Chooses how a range of minutes is written: in minutes below 65, in hours above. Each page has its own messages under
 * these keys.
 */
export function sayRange(range: Range, locale: string): SaidRange {
  if (range.high < LONG)
    return { key: range.low === 0 ? "under" : "range", low: range.low, high: sayUnit(range.high, "minute", locale) };
  const { low, high } = rounded(range);
  return { key: low === 0 ? "underLong" : "rangeLong", low: sayDuration(low, locale), high: sayDuration(high, locale) };
}

/**
 * The range of `sayRange` as two hours of the day, for paper, which does not count down: counted from the minute that
 * is printed (`from` without its seconds, which would add five minutes), and rounded outward to five minutes.
 */
export function rangeOnTheClock(range: Range, from: Instant): Interval {
  const { low, high } = rounded(range);
  const minute = Math.floor(from / MINUTE) * MINUTE;
  return {
    start: instant(Math.floor((minute + low * MINUTE) / FIVE_MINUTES) * FIVE_MINUTES),
    end: instant(Math.ceil((minute + high * MINUTE) / FIVE_MINUTES) * FIVE_MINUTES),
  };
}

/**
 * Each end from two hours on, rounded outward to half hours, so that it never promises more than the given range. Each
 * by itself: the lower end does not go back when the upper one grows.
 */
const rounded = ({ low, high }: Range): Range => ({
  low: low < VERY_LONG ? low : Math.floor(low / HALF_AN_HOUR) * HALF_AN_HOUR,
  high: high < VERY_LONG ? high : Math.ceil(high / HALF_AN_HOUR) * HALF_AN_HOUR,
});

const sayUnit = (count: number, unit: "hour" | "minute", locale: string): string =>
  afterPreposition(
    new Intl.NumberFormat(`${locale}-u-nu-latn`, { style: "unit", unit, unitDisplay: "long" }).format(count),
    locale,
  ).replaceAll(" ", "\u00a0");

/**
 * In Arabic, “two hours” and “two minutes” in the form that follows a preposition (ساعتين), as in all our messages;
 * Intl gives the other form only (ساعتان).
 */
const afterPreposition = (said: string, locale: string): string =>
  locale === "ar" ? said.replace(/^(ساعت|دقيقت)ان$/u, "$1ين") : said;
