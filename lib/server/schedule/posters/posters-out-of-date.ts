import type { Reach } from "#lib/access/where-may.ts";
import { outOfDateParts, type PosterSaid, type PosterToHang } from "#lib/schedule/poster.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Tx } from "#lib/server/db.ts";
import { wherePlacesReached } from "#lib/server/place/places-reached.ts";
import { readPosters } from "./read-posters.ts";

/**
 * The places of an organisation whose poster says something wrong, by name (docs/planning.md#posters); `reach` narrows
 * them to some. A place that residents do not see has no poster, nor has one without regular hours until somebody hangs
 * one. Four statements whatever the number of places.
 */
export async function postersOutOfDate(tx: Tx, reach: Reach, now: Instant): Promise<readonly PosterToHang[]> {
  const where = {
    organisationId: reach.organisation,
    hidden: false,
    ...wherePlacesReached(reach),
  };
  const [posters, hung] = await Promise.all([
    readPosters(tx, where, now),
    tx.hungPoster.findMany({ where: { place: where } }),
  ]);
  const hungAt = new Map(hung.map((row) => [row.placeId, row]));
  return posters.flatMap(({ place: { id, slug, name }, content, said, today, version }): readonly PosterToHang[] => {
    const place = { id, slug, name };
    const row = hungAt.get(id);
    if (!row) return content.hours.length === 0 ? [] : [{ place, parts: [], version }];
    const parts = outOfDateParts(row.said as unknown as PosterSaid, said, today);
    return parts.length === 0 ? [] : [{ place, parts, hungAt: instant(row.hungAt.getTime()), version }];
  });
}
