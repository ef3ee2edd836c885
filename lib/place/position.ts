import { accept, refuse, type Result } from "../result.ts";
import { boundsOf, type Bounds } from "./territory.ts";

/** A point on the map, in degrees; `swapped` when it was written the other way round. */
export type Position = { readonly latitude: number; readonly longitude: number; readonly swapped: boolean };

/**
 * Where a place lies, from two numbers or two texts with a point or a comma. Longitude and latitude are put right when
 * only the other way round they fall where the postal code is; what falls there neither way leads people astray.
 */
export function positionOf(
  latitude: unknown,
  longitude: unknown,
  postalCode: string,
): Result<Position, "no-position" | "position-elsewhere"> {
  const [first, second] = [degrees(latitude), degrees(longitude)];
  if (first === undefined || second === undefined) return refuse("no-position");
  const bounds = boundsOf(postalCode);
  if (lies(first, second, bounds)) return accept({ latitude: first, longitude: second, swapped: false });
  if (lies(second, first, bounds)) return accept({ latitude: second, longitude: first, swapped: true });
  return refuse("position-elsewhere");
}

function degrees(written: unknown): number | undefined {
  if (typeof written === "number") return Number.isFinite(written) ? written : undefined;
  if (typeof written !== "string" || !/^\s*-?\d{1,3}(?:[.,]\d+)?\s*$/u.test(written)) return undefined;
  return Number(written.replace(",", "."));
}

const lies = (latitude: number, longitude: number, { south, north, west, east }: Bounds): boolean =>
  south <= latitude && latitude <= north && west <= longitude && longitude <= east;
