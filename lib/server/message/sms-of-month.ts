import type { Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf } from "#lib/time/zone.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";

/** A place whose SMS are counted, by the month on its own clock. */
export type PlaceOfMonth = { readonly place: string; readonly zone: string };

/**
 * SMS of each place in the month of `now`, in segments, since each is paid; of a place without any, nothing. One
 * statement for each time zone.
 */
export async function smsOfMonth(
  tx: Queryable,
  places: readonly PlaceOfMonth[],
  now: Instant,
): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  for (const [zone, there] of Map.groupBy(places, (one) => one.zone)) {
    const month = `${localDateOf(now, zone).slice(0, 7)}-01`;
    const rows = await tx.$queryRaw<readonly { readonly place: string; readonly segments: number }[]>`
      SELECT place_id::text AS place, sum(coalesce(segments, 1))::int AS segments FROM outbox
      WHERE channel = 'sms' AND sent_at IS NOT NULL AND place_id = ANY (${[...new Set(there.map(({ place }) => place))]}::uuid[])
        AND sent_at >= ${toDate(instantAt(month, 0, zone))}
      GROUP BY place_id`;
    for (const { place, segments } of rows) counted.set(place, segments);
  }
  return counted;
}
