/** In minutes. Above an hour minutes alone must be reckoned first: hours are said. */
export const LONG = 65;

/** In minutes. From here on a range is so wide that fives say nothing: half hours do. */
const VERY_LONG = 120;
const HALF_AN_HOUR = 30;

/** A time in hours as it is said: « 1 heure 30 » in French (« 1 h » would be an hour of the day), “1 hour, 30 minutes” elsewhere; Latin digits. */
export function sayDuration(minutes: number, locale: string): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return sayUnit(rest, "minute", locale);
  if (rest === 0) return sayUnit(hours, "hour", locale);
  if (locale === "fr") return `${sayUnit(hours, "hour", locale)}\u00a0${String(rest).padStart(2, "0")}`;
  return new Intl.ListFormat(locale, { type: "unit" }).format([sayUnit(hours, "hour", locale), sayUnit(rest, "minute", locale)]);
}

/** A long range as it is said: in fives, and from two hours on in half hours, rounded outward so that it promises no more than the minutes did. */
export const asSaid = ({ low, high }: { readonly low: number; readonly high: number }): { readonly low: number; readonly high: number } =>
  high < VERY_LONG
    ? { low, high }
    : { low: Math.floor(low / HALF_AN_HOUR) * HALF_AN_HOUR, high: Math.ceil(high / HALF_AN_HOUR) * HALF_AN_HOUR };

const sayUnit = (count: number, unit: "hour" | "minute", locale: string): string =>
  new Intl.NumberFormat(`${locale}-u-nu-latn`, { style: "unit", unit, unitDisplay: "long" }).format(count).replaceAll(" ", "\u00a0");
