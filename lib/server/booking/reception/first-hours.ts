import { reachIn } from "#lib/access/where-may.ts";
import { forTeam } from "#lib/booking/online-share.ts";
import { soonestHours, type FreeHour, type HowMany, type SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import {
  EVERYWHERE,
  loadSearched,
  ofIds,
  shownHour,
  type SearchedHere,
} from "#lib/server/booking/find-soonest-half-days.ts";
import { whereTooManyWait } from "#lib/server/booking/too-many-wait.ts";

/** As many hours as somebody keeps in mind who hears them on the telephone. */
const AT_ONCE = 3;
/** How many further threes are read out at most. */
const MOST_FURTHER = 20;
/** The hours of one half-day. */
const OF_ONE: HowMany = { most: 12, each: 12 };

/** `hours`: those to read out. `further`: whether there may be later ones. */
export type FirstHours = { readonly hours: readonly SoonestHour[]; readonly further: boolean };

/**
 * The first three free hours about these topics over all places of an organisation where this person may book for
 * others, each of another half-day; `further`: the three after so many threes. With `permanence` the hours of that
 * half-day. As for the team, also those that are too soon for whoever books alone (docs/booking.md#shortest-notice),
 * and those that are withheld, which say so (docs/booking.md#too-many-people-wait). One query, and those of the boards
 * of half-days that are open.
 */
export async function readFirstHours(
  actor: StaffActor,
  organisation: string,
  topics: readonly [string, ...string[]],
  { further = 0, permanence }: { readonly further?: number; readonly permanence?: string | undefined } = {},
): Promise<FirstHours> {
  const reach = reachIn(actor, "book-as-team", organisation);
  if (!reach) return { hours: [], further: false };
  const now = clock.now();
  const places = reach.places === "all" ? EVERYWHERE : ofIds(reach.places);
  const searched = (await loadSearched(places, topics[0], now, { organisation: organisation })).map((one) => ({
    ...one,
    halfDay: forTeam(one.halfDay),
  }));
  if (permanence !== undefined) {
    const there = searched.filter(({ held }) => held.permanence === permanence);
    return { hours: await shownHours(soonestHours(there, topics, OF_ONE, now), there), further: false };
  }
  const from = Math.min(further, MOST_FURTHER) * AT_ONCE;
  const found = soonestHours(searched, topics, { most: from + AT_ONCE + 1, each: 1 }, now);
  return {
    hours: await shownHours(found.slice(from, from + AT_ONCE), searched),
    further: found.length > from + AT_ONCE && further < MOST_FURTHER,
  };
}

/** The hours found in these half-days, each with whether it is withheld from residents. */
async function shownHours(
  found: readonly FreeHour<SearchedHere["held"]>[],
  searched: readonly SearchedHere[],
): Promise<readonly SoonestHour[]> {
  const ids = new Set(found.map(({ held }) => held.permanence));
  const withheld = await whereTooManyWait(
    searched.map(({ held, halfDay }) => ({ ...halfDay, id: held.permanence })).filter(({ id }) => ids.has(id)),
  );
  return found.map((hour) => ({
    ...shownHour(hour),
    ...(withheld.has(hour.held.permanence) && { tooManyWait: true }),
  }));
}
