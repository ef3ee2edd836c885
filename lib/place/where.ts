import { slugOf } from "./slug.ts";

/**
 * Street and town in one line, as a card says them: « 7 rue de Wissembourg, Strasbourg ». The town alone where the address
 * is no street but the quarter that the name says already.
 */
export function whereOf({ name, address, city }: { readonly name: string; readonly address: string; readonly city: string }): string {
  const [named, street] = [slugOf(name), slugOf(address)];
  return street === "" || `-${named}-`.includes(`-${street}-`) ? city : `${address}, ${city}`;
}
