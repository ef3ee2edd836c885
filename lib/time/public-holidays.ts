/** The public holidays that have a name of their own; `other`: one of an overseas département. */
export type HolidayName =
  | "new-year"
  | "good-friday"
  | "easter-monday"
  | "labour-day"
  | "victory-day"
  | "ascension"
  | "whit-monday"
  | "national-day"
  | "assumption"
  | "all-saints"
  | "armistice"
  | "christmas"
  | "second-christmas-day"
  | "other";

/**
 * A public holiday: its date, YYYY-MM-DD, and its name. Good Friday is one that only some communes of Alsace-Moselle
 * observe.
 */
export type Holiday = { readonly date: string; readonly name: HolidayName };

/**
 * The dates on which a place is closed by law, with their names. Good Friday counts only where the commune has a
 * Protestant or a mixed church (ordinance of 16 August 1892), which the place says with `goodFriday`.
 */
export const observedHolidays = (
  holidays: readonly Holiday[],
  place: { readonly goodFriday: boolean },
): ReadonlyMap<string, HolidayName> =>
  new Map(
    holidays
      .filter(({ name }) => place.goodFriday || name !== "good-friday")
      .map(({ date, name }) => [date, name] as const),
  );

/** The holidays that all of several places have; the name is that of the first. None without a place. */
export function commonHolidays(places: readonly ReadonlyMap<string, HolidayName>[]): ReadonlyMap<string, HolidayName> {
  const [first, ...others] = places;
  return new Map([...(first ?? [])].filter(([date]) => others.every((other) => other.has(date))));
}

/**
 * Which holidays a département has besides those of the whole country: Alsace-Moselle has 26 December, and Good Friday
 * in some communes (ordinance of 16 August 1892); overseas has days of its own, such as the abolition of slavery (loi
 * 83-550).
 */
export const localHolidaysOf = (department: string): "alsace-moselle" | "overseas" | "none" =>
  ["57", "67", "68"].includes(department) ? "alsace-moselle" : /^9[78]\d$/u.test(department) ? "overseas" : "none";
