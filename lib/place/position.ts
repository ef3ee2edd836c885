import { accept, refuse, type Result } from "#lib/result.ts";
import { kilometresBetween, type Point } from "./distance.ts";
import { boundsOf, type Bounds } from "./territory.ts";

/** A point on the map, in degrees. `swapped`: latitude and longitude were written in each other’s place. */
export type Position = { readonly latitude: number; readonly longitude: number; readonly swapped: boolean };

/**
 * Reads the position of a place from two numbers, or two texts with a decimal point or comma. Latitude and longitude
 * are swapped when the point lies in the territory of the postal code only that way. `no-position`: not two numbers;
 * `position-elsewhere`: the point is outside that territory either way.
 */
export function positionOf(
  latitude: unknown,
  longitude: unknown,
  postalCode: string,
): Result<Position, "no-position" | "position-elsewhere"> {
  const first = degrees(latitude);
  const second = degrees(longitude);
  if (first === undefined || second === undefined) return refuse("no-position");
  const bounds = boundsOf(postalCode);
  if (isWithin(first, second, bounds)) return accept({ latitude: first, longitude: second, swapped: false });
  if (isWithin(second, first, bounds)) return accept({ latitude: second, longitude: first, swapped: true });
  return refuse("position-elsewhere");
}

/** Kilometres: no place lies so far from the centre of its commune; the largest, Arles, is 40 km across. */
const FARTHEST = 60;

/** Whether a point is too far from the centre of the commune that its address names to lie in it. */
export const isFarFrom = (point: Point, centre: Point): boolean => kilometresBetween(point, centre) > FARTHEST;

function degrees(written: unknown): number | undefined {
  if (typeof written === "number") return Number.isFinite(written) ? written : undefined;
  if (typeof written !== "string" || !/^\s*-?\d{1,3}(?:[.,]\d+)?\s*$/u.test(written)) return undefined;
  return Number(written.replace(",", "."));
}

const isWithin = (latitude: number, longitude: number, { south, north, west, east }: Bounds): boolean =>
  south <= latitude && latitude <= north && west <= longitude && longitude <= east;
