import type { SoonestTown } from "#lib/booking/soonest-step.ts";
import { townsOf, type InTown } from "#lib/place/town.ts";
import type { Instant } from "#lib/time/instant.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { departmentName } from "#lib/server/place/department-name.ts";
import { heldBy, takesAppointments } from "./find-soonest-half-days.ts";

/**
 * The towns of all places, in no order; bookable are those in which a half-day of the next four weeks takes
 * appointments, full or not. Kept a minute: with 2,400 places the answer costs 20 ms. Of an organisation: those where
 * it holds such half-days.
 */
export const findSoonestTowns = (organisation?: string): Promise<readonly SoonestTown[]> =>
  organisation === undefined ? ofAllPlaces() : loadTowns(clock.now(), organisation);

const ofAllPlaces = cachedAMinute((now) => loadTowns(now));

async function loadTowns(now: Instant, organisation?: string): Promise<readonly SoonestTown[]> {
  const among = organisation === undefined ? Prisma.sql`LEFT JOIN` : Prisma.sql`JOIN`;
  const rows = await db.$queryRaw<(InTown & { readonly bookable: boolean })[]>`
    SELECT l.city, l.insee_code AS "inseeCode", bool_or(held.place_id IS NOT NULL) AS bookable
    FROM place l ${among} (SELECT DISTINCT p.place_id FROM permanence p WHERE ${takesAppointments(now)} ${heldBy(organisation)}) AS held ON held.place_id = l.id WHERE NOT l.hidden
    GROUP BY l.city, l.insee_code`;
  return townsOf(rows, departmentName).map(({ places, ...town }) => ({
    ...town,
    bookable: places.some(({ bookable }) => bookable),
  }));
}
