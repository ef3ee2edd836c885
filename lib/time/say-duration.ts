import { instant, MINUTE, type Instant } from "./instant.ts";
import type { Interval } from "./interval.ts";

/** In minutes. Above an hour minutes alone must be reckoned first: hours are said. */
const LONG = 65;

/** In minutes. From here on a range is so wide that fives say nothing: half hours do. */
const VERY_LONG = 120;
const HALF_AN_HOUR = 30;

const FIVE_MINUTES = 5 * MINUTE;

/** A time in hours as it is said: « 1 heure 30 » in French (« 1 h » would be an hour of the day), “1 hour, 30 minutes” elsewhere; Latin digits. */
export function sayDuration(minutes: number, locale: string): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return sayUnit(rest, "minute", locale);
  if (rest === 0) return sayUnit(hours, "hour", locale);
  if (locale === "fr") return `${sayUnit(hours, "hour", locale)}\u00a0${String(rest).padStart(2, "0")}`;
  return new Intl.ListFormat(locale, { type: "unit" }).format([
    sayUnit(hours, "hour", locale),
    sayUnit(rest, "minute", locale),
  ]);
}

type Range = { readonly low: number; readonly high: number };

/** Which sentence says a range, and its values: minutes as they are, or hours in words; « under » where it begins at once. */
export type SaidRange =
  | { readonly key: "range" | "under"; readonly low: number; readonly high: number }
  | { readonly key: "rangeLong" | "underLong"; readonly low: string; readonly high: string };

/** How a range of minutes is said: up to an hour in minutes, above it in hours. The sentences are each page's own, under these keys. */
export function sayRange(range: Range, locale: string): SaidRange {
  if (range.high < LONG) return { key: range.low === 0 ? "under" : "range", ...range };
  const { low, high } = rounded(range);
  return { key: low === 0 ? "underLong" : "rangeLong", low: sayDuration(low, locale), high: sayDuration(high, locale) };
}

/** The same range for what does not count down (paper): the hours between which it ends, in fives, outward. */
export const rangeOnTheClock = ({ low, high }: Range, from: Instant): Interval => ({
  start: instant(Math.floor((from + low * MINUTE) / FIVE_MINUTES) * FIVE_MINUTES),
  end: instant(Math.ceil((from + high * MINUTE) / FIVE_MINUTES) * FIVE_MINUTES),
});

/** In fives, and from two hours on in half hours, outward so that it promises no more than the minutes did. */
const rounded = ({ low, high }: Range): Range =>
  high < VERY_LONG
    ? { low, high }
    : { low: Math.floor(low / HALF_AN_HOUR) * HALF_AN_HOUR, high: Math.ceil(high / HALF_AN_HOUR) * HALF_AN_HOUR };

const sayUnit = (count: number, unit: "hour" | "minute", locale: string): string =>
  afterPreposition(
    new Intl.NumberFormat(`${locale}-u-nu-latn`, { style: "unit", unit, unitDisplay: "long" }).format(count),
    locale,
  ).replaceAll(" ", "\u00a0");

/** Arabic's two hours and two minutes as they stand in our sentences, all of them after a preposition: ساعتين, where Intl knows ساعتان alone. */
const afterPreposition = (said: string, locale: string): string =>
  locale === "ar" ? said.replace(/^(ساعت|دقيقت)ان$/u, "$1ين") : said;
