import type { ShareSelection } from "#lib/calendar/share.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instantAt, plusDays } from "#lib/time/zone.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { placesOfOrganisation } from "#lib/server/auth/places-of-organisation.ts";
import { FEED_ZONE } from "./feed-zone.ts";

/** `not-theirs`: a place, a series or a topic that is not the giver's; `already-over`: a last day that has passed. */
export type ShownRefusal = "not-theirs" | "already-over";

/** The moment at which a share ends whose last day this is. */
function endOfDay(lastDay: string): Instant {
  return instantAt(plusDays(lastDay, 1), 0, FEED_ZONE);
}

/** The columns of what a share shows; its places and series are rows of their own. */
export const columnsOfShown = (shows: ShareSelection) => ({
  shows: shows.by,
  everyPlace: shows.by === "places" && shows.places === "every",
  topicKeys: shows.by === "topics" ? [...new Set(shows.topics)] : [],
});

/** The rows that name the places and the series of a share. */
export const rowsOfShown = (shows: ShareSelection) => ({
  ...(shows.by === "places" &&
    shows.places !== "every" && { places: { create: [...new Set(shows.places)].map((placeId) => ({ placeId })) } }),
  ...(shows.by === "series" && {
    series: { create: [...new Set(shows.series)].map((seriesId) => ({ seriesId })) },
  }),
});

/** When a share ends: null without a last day. Refused for a day that has passed. */
export function endOfShare(expiresOn: string | null): Result<Date | null, "already-over"> {
  if (expiresOn === null) return accept(null);
  const end = endOfDay(expiresOn);
  return end > clock.now() ? accept(toDate(end)) : refuse("already-over");
}

/** Whether all that is named is the giver's: places where it holds half-days or that it has, its series, its topics. */
export async function isOfGiver(tx: Tx, giver: string, shows: ShareSelection): Promise<boolean> {
  if (shows.by === "topics") {
    const [counted] = await tx.$queryRaw<{ readonly known: bigint }[]>`
      SELECT count(*) AS known FROM topics_of(${giver}::uuid) WHERE key = ANY(${[...shows.topics]}::text[])`;
    return Number(counted?.known) === new Set(shows.topics).size;
  }
  if (shows.by === "series") {
    const ids = [...new Set(shows.series)];
    return (await tx.series.count({ where: { id: { in: ids }, organisationId: giver } })) === ids.length;
  }
  if (shows.places === "every") return true;
  const ids = [...new Set(shows.places)];
  return (
    (await tx.place.count({ where: { id: { in: ids }, ...(await placesOfOrganisation(tx, giver)) } })) === ids.length
  );
}
