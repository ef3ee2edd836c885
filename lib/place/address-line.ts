import { slugOf } from "./slug.ts";

/**
 * Street and town in one line: « 7 rue de Brest, Rennes ». Only the town when the address adds nothing to the
 * name of the place (see `hasStreet`).
 */
export const addressLine = (place: PlaceWithAddress): string =>
  hasStreet(place) ? `${place.address}, ${place.city}` : place.city;

/**
 * Whether the address helps to find the place: it is given, and not merely a quarter that the name already contains.
 */
export function hasStreet({ name, address }: Pick<PlaceWithAddress, "name" | "address">): boolean {
  const named = slugOf(name);
  const street = slugOf(address);
  return street !== "" && !`-${named}-`.includes(`-${street}-`);
}

type PlaceWithAddress = { readonly name: string; readonly address: string; readonly city: string };
