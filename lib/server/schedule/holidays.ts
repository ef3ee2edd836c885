import Holidays from "date-holidays";
import { observedHolidays, type Holiday } from "../../time/public-holidays.ts";

/** The library needs 2 ms for a year, and planning asks for the same few years for each series. */
const kept = new Map<string, readonly Holiday[]>();

/**
 * The public holidays of these years at a place, as YYYY-MM-DD (docs/calendars.md#holidays-and-closures). The departments
 * 57, 67 and 68 have Good Friday and 26 December besides the eleven of the country.
 */
export function holidaysOf(
  place: { readonly holidayRegion: string; readonly goodFriday: boolean },
  years: readonly number[],
): ReadonlySet<string> {
  return observedHolidays(
    years.flatMap((year) => publicHolidays(place.holidayRegion, year)),
    place,
  );
}

function publicHolidays(region: string, year: number): readonly Holiday[] {
  const key = `${region} ${year}`;
  const known = kept.get(key);
  if (known) return known;
  const holidays = new Holidays("FR", region)
    .getHolidays(year, "fr")
    .filter(({ type }) => type === "public")
    .map(({ date, rule }) => ({ date: date.slice(0, 10), goodFriday: rule.startsWith("easter -2") }));
  kept.set(key, holidays);
  return holidays;
}
