import { isShort } from "#lib/schedule/staffing.ts";
import type { Week } from "#lib/schedule/planned-week.ts";
import type { WeekAddress } from "./week-address.ts";

/**
 * The week with one place or person alone, and with what is to be completed alone, as the address asks for. Sheets
 * always have everything: paper from which somebody is missing misleads.
 */
export function narrowWeek(week: Week, { view, place, person, sheets, short: asked }: WeekAddress): Week {
  const short = asked && !sheets;
  const isShown = (halfDay: Parameters<typeof isShort>[0] & { readonly place: { readonly id: string } }): boolean =>
    (place === undefined || halfDay.place.id === place) && (!short || isShort(halfDay));
  return {
    ...week,
    places: week.places
      .filter(({ id }) => place === undefined || id === place)
      .map((one) => ({ ...one, halfDays: one.halfDays.filter(isShown), workshops: short ? [] : one.workshops }))
      .filter(({ halfDays }) => !short || halfDays.length > 0),
    people: week.people
      .filter(({ account }) => view !== "personnes" || person === undefined || account === person)
      .map((one) => ({ ...one, halfDays: one.halfDays.filter(isShown) })),
  };
}
