import { Prisma } from "#prisma/generated/client.ts";
import { EARTH, NEAR, type Point } from "#lib/place/distance.ts";
import { db } from "#lib/server/db.ts";

/**
 * SQL: the point of a latitude and a longitude on the map, written as the index `place_nearest` has it: Mercator's
 * projection.
 */
export const onTheMap = (latitude: string, longitude: string): Prisma.Sql =>
  Prisma.raw(`point(${longitude}, degrees(asinh(tan(radians(${latitude})))))`);

/** How many of the places nearest to a point are looked at: more than a person would go to, and than a city has. */
export const MOST_PLACES = 200;

/**
 * SQL: the two hundred places nearest to a point: the columns of `place`, and `away`, how far on the map in its
 * degrees. `within`: only those so far away at most.
 */
const nearestTo = ({ latitude, longitude }: Point, within?: number): Prisma.Sql => {
  const here = Prisma.sql`point(${longitude}::float8, degrees(asinh(tan(radians(${latitude}::float8)))))`;
  const there = onTheMap("latitude", "longitude");
  const inside = within === undefined ? Prisma.empty : Prisma.sql`AND ${there} <@ circle(${here}, ${within}::float8)`;
  const away = Prisma.sql`${there} <-> ${here}`;
  return Prisma.sql`(SELECT place.*, ${away} AS away FROM place WHERE NOT hidden ${inside} ORDER BY ${away}, id LIMIT ${MOST_PLACES})`;
};

/**
 * SQL: those of them that are near (`NEAR`), with the same columns. Mercator's projection, in whose degrees the index
 * measures, stretches every distance around a point by the same factor.
 */
export const placesNear = (point: Point): Prisma.Sql =>
  nearestTo(point, (NEAR * 360) / (2 * Math.PI * EARTH * Math.cos((point.latitude * Math.PI) / 180)));

/**
 * The ids of the two hundred places nearest to a point, the nearest first; with `near` only of those that are near. One
 * query, by the index `place_nearest`.
 */
export async function nearestPlaces(point: Point, { near = false } = {}): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT id FROM ${near ? placesNear(point) : nearestTo(point)} AS found ORDER BY away, id`;
  return rows.map(({ id }) => id);
}
