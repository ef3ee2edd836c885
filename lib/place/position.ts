import { accept, refuse, type Result } from "../result.ts";
import { boundsOf, type Bounds } from "./territory.ts";

/** A point on the map, in degrees. `swapped`: latitude and longitude were written in each other’s place. */
export type Position = { readonly latitude: number; readonly longitude: number; readonly swapped: boolean };

/**
 * Reads the position of a place from two numbers, or two texts with a decimal point or comma. Latitude and longitude are
 * swapped when the point lies in the territory of the postal code only that way. `no-position`: not two numbers;
 * `position-elsewhere`: the point is outside that territory either way.
 */
export function positionOf(
  latitude: unknown,
  longitude: unknown,
  postalCode: string,
): Result<Position, "no-position" | "position-elsewhere"> {
  const [first, second] = [degrees(latitude), degrees(longitude)];
  if (first === undefined || second === undefined) return refuse("no-position");
  const bounds = boundsOf(postalCode);
  if (isWithin(first, second, bounds)) return accept({ latitude: first, longitude: second, swapped: false });
  if (isWithin(second, first, bounds)) return accept({ latitude: second, longitude: first, swapped: true });
  return refuse("position-elsewhere");
}

/** Kilometres: half the length of the longest commune, Arles, is 30; a position farther away than twice that is another town's. */
const FARTHEST = 60;

/** Whether a point is too far from the centre of the commune that its address names to lie in it. */
export const isFarFrom = (point: Pick<Position, "latitude" | "longitude">, centre: Centre): boolean =>
  kilometresBetween(point, centre) > FARTHEST;

/** The middle of a commune, in degrees. */
export type Centre = { readonly latitude: number; readonly longitude: number };

const EARTH_RADIUS = 6_371;

/** On the sphere (haversine): half a percent off at most. */
function kilometresBetween(one: Centre, other: Centre): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const [up, across] = [rad(other.latitude - one.latitude), rad(other.longitude - one.longitude)];
  const half =
    Math.sin(up / 2) ** 2 + Math.cos(rad(one.latitude)) * Math.cos(rad(other.latitude)) * Math.sin(across / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(half));
}

function degrees(written: unknown): number | undefined {
  if (typeof written === "number") return Number.isFinite(written) ? written : undefined;
  if (typeof written !== "string" || !/^\s*-?\d{1,3}(?:[.,]\d+)?\s*$/u.test(written)) return undefined;
  return Number(written.replace(",", "."));
}

const isWithin = (latitude: number, longitude: number, { south, north, west, east }: Bounds): boolean =>
  south <= latitude && latitude <= north && west <= longitude && longitude <= east;
