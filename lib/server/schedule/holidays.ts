import Holidays from "date-holidays";
import { observedHolidays, type Holiday } from "../../time/public-holidays.ts";

/** The library computes a year in 2 ms and a planning asks for the same few years again and again. */
const kept = new Map<string, readonly Holiday[]>();

/**
 * The days of these years on which the place is closed by law. A department that has no days of its own gets the
 * eleven of the whole country; 67, 68 and 57 have Good Friday and 26 December besides.
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
