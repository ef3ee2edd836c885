import Holidays from "date-holidays";
import { commonHolidays, observedHolidays, type Holiday, type HolidayName } from "#lib/time/public-holidays.ts";
import { plusDays } from "#lib/time/zone.ts";
import { db } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";

/** Where a place lies as to public holidays: its département, and whether its commune observes Good Friday. */
type HolidaysAt = { readonly holidayRegion: string; readonly goodFriday: boolean };

/** The library needs 2 ms for a year, and planning asks for the same few years for each series. */
const kept = new Map<string, readonly Holiday[]>();

/**
 * The public holidays of these years at a place, as YYYY-MM-DD (docs/calendars.md#holidays-and-closures). The
 * departments 57, 67 and 68 have Good Friday and 26 December besides the eleven of the country.
 */
export const holidaysOf = (place: HolidaysAt, years: readonly number[]): ReadonlySet<string> =>
  new Set(namedHolidaysOf(place, years).keys());

const namedHolidaysOf = (place: HolidaysAt, years: readonly number[]): ReadonlyMap<string, HolidayName> =>
  observedHolidays(
    years.flatMap((year) => publicHolidays(place.holidayRegion, year)),
    place,
  );

/** The public holidays at a place on so many days, the first of them `from`, with their names. */
export function holidaysIn(place: HolidaysAt, from: string, days: number): ReadonlyMap<string, HolidayName> {
  const end = plusDays(from, days);
  const years = [...new Set([from, end].map((date) => Number(date.slice(0, 4))))];
  return new Map([...namedHolidaysOf(place, years)].filter(([date]) => from <= date && date < end));
}

/** The same for all places together: the holidays that every one of them has. One query, kept a minute. */
export async function commonHolidaysIn(from: string, days: number): Promise<ReadonlyMap<string, HolidayName>> {
  const [first, ...others] = await readHolidayRegions();
  if (!first) return new Map();
  const there = holidaysIn(first, from, days);
  // In most weeks there is none, and the holidays of a hundred départements need not be computed.
  return there.size === 0 ? there : commonHolidays([there, ...others.map((other) => holidaysIn(other, from, days))]);
}

const readHolidayRegions = cachedAMinute(
  (): Promise<readonly HolidaysAt[]> =>
    db.$queryRaw`SELECT DISTINCT holiday_region AS "holidayRegion", good_friday AS "goodFriday" FROM place ORDER BY 1, 2`,
);

function publicHolidays(region: string, year: number): readonly Holiday[] {
  const key = `${region} ${year}`;
  const known = kept.get(key);
  if (known) return known;
  const holidays = new Holidays("FR", region)
    .getHolidays(year, "fr")
    .filter(({ type }) => type === "public")
    .map(({ date, rule }) => ({ date: date.slice(0, 10), name: NAMES[rule] ?? "other" }));
  kept.set(key, holidays);
  return holidays;
}

/** The names, by the rules of the library. */
const NAMES: Readonly<Record<string, HolidayName>> = {
  "01-01": "new-year",
  "easter -2": "good-friday",
  "easter 1": "easter-monday",
  "05-01": "labour-day",
  "easter 39": "ascension",
  "05-08": "victory-day",
  "easter 50": "whit-monday",
  "07-14": "national-day",
  "08-15": "assumption",
  "11-01": "all-saints",
  "11-11": "armistice",
  "12-25": "christmas",
  "12-26": "second-christmas-day",
};
