/** A point on the map, in degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

/** Kilometres: the radius of the earth. */
export const EARTH = 6371;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two points, as the crow flies. */
export function kilometresBetween(a: Point, b: Point): number {
  const north = radians(b.latitude - a.latitude) / 2;
  const east = radians(b.longitude - a.longitude) / 2;
  const chord =
    Math.sin(north) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * Kilometres as the crow flies up to which a place is said to be near: about 20 km by road, half an hour, which is what
 * the State promises everybody to the next France services.
 */
export const NEAR = 15;

/** Whether a place is near enough to a point to be said to be near. */
export const isNear = (from: Point, place: Point): boolean => kilometresBetween(from, place) <= NEAR;

/** Half-days by the distance of their places, the nearest first; in the order given where no point is. */
export const nearestFirst = <Held extends { readonly at: Point }>(
  held: readonly Held[],
  from: Point | undefined,
): readonly Held[] =>
  from === undefined ? held : held.toSorted((a, b) => kilometresBetween(from, a.at) - kilometresBetween(from, b.at));

/** Kilometres as they are said, in Latin digits: « 2,7 », from ten on without a decimal. At least 0,1. */
export const sayKilometres = (kilometres: number, locale: string): string =>
  new Intl.NumberFormat(`${locale}-u-nu-latn`, { maximumFractionDigits: kilometres < 9.95 ? 1 : 0 }).format(
    Math.max(0.1, kilometres),
  );
