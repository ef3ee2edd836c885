import { Prisma } from "#prisma/generated/client.ts";
import type { Point } from "../../place/distance.ts";
import { db } from "../db.ts";

/** SQL: the point of a latitude and a longitude on the map, written as the index `place_nearest` has it: Mercator's projection. */
export const onTheMap = (latitude: string, longitude: string): Prisma.Sql =>
  Prisma.raw(`point(${longitude}, degrees(asinh(tan(radians(${latitude})))))`);

/** Places whose half-days are looked at: more than a person would go to, and than a city has. */
const MOST = 200;

/** The ids of the two hundred places nearest to a point. One query, by the index `place_nearest`. */
export async function nearestPlaces({ latitude, longitude }: Point): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT id FROM place
    ORDER BY ${onTheMap("latitude", "longitude")} <-> point(${longitude}::float8, degrees(asinh(tan(radians(${latitude}::float8))))), id
    LIMIT ${MOST}`;
  return rows.map(({ id }) => id);
}
