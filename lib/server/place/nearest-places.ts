import { Prisma } from "#prisma/generated/client.ts";
import { EARTH, NEAR, type Point } from "../../place/distance.ts";
import { db } from "../db.ts";

/** SQL: the point of a latitude and a longitude on the map, written as the index `place_nearest` has it: Mercator's projection. */
export const onTheMap = (latitude: string, longitude: string): Prisma.Sql =>
  Prisma.raw(`point(${longitude}, degrees(asinh(tan(radians(${latitude})))))`);

/** How many of the places nearest to a point are looked at: more than a person would go to, and than a city has. */
export const MOST_PLACES = 200;

/** SQL: the two hundred places nearest to a point: the columns of `place`, and `away`, how far on the map in its degrees. */
const nearestTo = ({ latitude, longitude }: Point): Prisma.Sql => {
  const away = Prisma.sql`${onTheMap("latitude", "longitude")} <-> point(${longitude}::float8, degrees(asinh(tan(radians(${latitude}::float8)))))`;
  return Prisma.sql`(SELECT place.*, ${away} AS away FROM place WHERE NOT hidden ORDER BY ${away}, id LIMIT ${MOST_PLACES})`;
};

/**
 * SQL: those of them that are near (`NEAR`), with the same columns. Mercator's projection, in whose degrees the index measures,
 * stretches every distance around a point by the same factor.
 */
export const placesNear = (point: Point): Prisma.Sql => {
  const within = (NEAR * 360) / (2 * Math.PI * EARTH * Math.cos((point.latitude * Math.PI) / 180));
  return Prisma.sql`(SELECT * FROM ${nearestTo(point)} AS nearest WHERE away <= ${within}::float8)`;
};

/**
 * The ids of the two hundred places nearest to a point, the nearest first; with `near` only of those that are near. One query,
 * by the index `place_nearest`.
 */
export async function nearestPlaces(point: Point, { near = false } = {}): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT id FROM ${near ? placesNear(point) : nearestTo(point)} AS found ORDER BY away, id`;
  return rows.map(({ id }) => id);
}
