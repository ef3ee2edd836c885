import { slugOf } from "./slug.ts";

/**
 * Street and town in one line, as a card says them: « 7 rue de Wissembourg, Strasbourg ». The town alone where the address
 * is no street but the quarter that the name says already.
 */
export const addressLine = (place: Located): string =>
  hasStreet(place) ? `${place.address}, ${place.city}` : place.city;

/** Whether the address leads somewhere: it is not missing, and no mere quarter that the name says already. */
export function hasStreet({ name, address }: Pick<Located, "name" | "address">): boolean {
  const [named, street] = [slugOf(name), slugOf(address)];
  return street !== "" && !`-${named}-`.includes(`-${street}-`);
}

type Located = { readonly name: string; readonly address: string; readonly city: string };
