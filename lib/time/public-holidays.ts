/** A public holiday: its date, YYYY-MM-DD, and whether it is Good Friday, which only some communes of Alsace-Moselle observe. */
export type Holiday = { readonly date: string; readonly goodFriday: boolean };

/**
 * The dates on which a place is closed by law. Good Friday counts only where the commune has a Protestant or a mixed
 * church (ordinance of 16 August 1892), which the place says with `goodFriday`.
 */
export const observedHolidays = (
  holidays: readonly Holiday[],
  place: { readonly goodFriday: boolean },
): ReadonlySet<string> =>
  new Set(holidays.filter((holiday) => place.goodFriday || !holiday.goodFriday).map(({ date }) => date));
