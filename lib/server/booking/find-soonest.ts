import { soonestHours, type FreeHour, type HowMany, type SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { Town } from "#lib/place/town.ts";
import type { Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { atPlace, inTown, loadSearched, near, shownHour, type SearchedHere } from "./find-soonest-half-days.ts";
import { withoutWithheldHours } from "./too-many-wait.ts";

/** Where hours are searched: in a town, or at one place, by its slug. */
export type SearchArea = { readonly town: Pick<Town, "code" | "uncoded" | "ambiguous"> } | { readonly place: string };

/**
 * The hours found there; when there are none, also those of the nearest town that has some. `code`: its INSEE code, if
 * known.
 */
export type Soonest = {
  readonly hours: readonly SoonestHour[];
  readonly elsewhere?: { readonly city: string; readonly code?: string; readonly hours: readonly SoonestHour[] };
};

/** A list that is read at a glance; the page of a half-day shows its other hours. */
const HERE: HowMany = { most: 8, each: 2 };
const ELSEWHERE: HowMany = { most: 3, each: 2 };

/**
 * The soonest hours of the next four weeks that can be booked about this topic (docs/booking.md#soonest-hours). One
 * query, however many places there are, and a second one for the nearest places when nothing is free; with each those
 * of the boards of half-days that are open. `organisation`: only of half-days that it holds.
 */
export async function findSoonest(topic: string, where: SearchArea, organisation?: string): Promise<Soonest> {
  const now = clock.now();
  const asked = "town" in where ? inTown(where.town) : atPlace(where.place);
  const here = await searchedIn(asked, topic, now, organisation);
  const hours = shownHours(soonestHours(here, [topic], HERE, now));
  if (hours.length > 0) return { hours };
  const around = await searchedIn(near(asked, topic, now, organisation), topic, now, organisation);
  for (const searched of byTown(around)) {
    const found = soonestHours(searched, [topic], ELSEWHERE, now);
    const [first] = found;
    if (!first) continue;
    const { place, code } = first.held;
    return { hours, elsewhere: { city: place.city, ...(code !== undefined && { code }), hours: shownHours(found) } };
  }
  return { hours };
}

/** Half-days to search, without the hours that are withheld while too many people wait. */
const searchedIn = async (
  places: Parameters<typeof loadSearched>[0],
  topic: string,
  now: Instant,
  organisation: string | undefined,
): Promise<readonly SearchedHere[]> =>
  withoutWithheldHours(await loadSearched(places, topic, now, { organisation }), ({ held }) => held.permanence);

/** The nearest town first. */
function byTown(searched: readonly SearchedHere[]): readonly (readonly SearchedHere[])[] {
  const nearestFirst = searched.toSorted((a, b) => a.held.nearness - b.held.nearness);
  return [...Map.groupBy(nearestFirst, ({ held }) => held.code ?? held.place.city).values()];
}

const shownHours = (found: readonly FreeHour<SearchedHere["held"]>[]): readonly SoonestHour[] => found.map(shownHour);
