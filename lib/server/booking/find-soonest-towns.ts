import type { SoonestTown } from "../../booking/soonest-step.ts";
import { townsOf, type InTown } from "../../place/town.ts";
import type { Instant } from "../../time/instant.ts";
import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";
import { departmentName } from "../place/department-name.ts";
import { takesAppointments } from "./find-soonest-half-days.ts";

/**
 * The towns of all places, in no order; bookable are those in which a half-day of the next four weeks takes appointments,
 * full or not. Kept a minute: with 2,400 places the answer costs 20 ms.
 */
export const findSoonestTowns = keptAMinute(loadTowns);

async function loadTowns(now: Instant): Promise<readonly SoonestTown[]> {
  const rows = await db.$queryRaw<(InTown & { readonly bookable: boolean })[]>`
    SELECT l.city, l.insee_code AS "inseeCode", bool_or(held.place_id IS NOT NULL) AS bookable
    FROM place l LEFT JOIN (SELECT DISTINCT p.place_id FROM permanence p WHERE ${takesAppointments(now)}) AS held ON held.place_id = l.id WHERE NOT l.hidden
    GROUP BY l.city, l.insee_code`;
  return townsOf(rows, departmentName).map(({ places, ...town }) => ({
    ...town,
    bookable: places.some(({ bookable }) => bookable),
  }));
}
