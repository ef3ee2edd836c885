/** A public holiday: its day, YYYY-MM-DD, and whether it is Good Friday, which only some communes of Alsace-Moselle keep. */
export type Holiday = { readonly date: string; readonly goodFriday: boolean };

/**
 * The days on which a place is closed by law. Good Friday is one only where the commune has a Protestant temple or a
 * mixed church (ordinance of 16 August 1892), hence the place's switch.
 */
export const observedHolidays = (
  holidays: readonly Holiday[],
  place: { readonly goodFriday: boolean },
): ReadonlySet<string> =>
  new Set(holidays.filter((holiday) => place.goodFriday || !holiday.goodFriday).map(({ date }) => date));
