import { addressLine, hasStreet } from "#lib/place/address-line.ts";
import type { PlaceToName, MessageFacts } from "#lib/message/facts.ts";
import { KIND_RULES } from "#lib/message/kinds.ts";
import { cutName, type Shape } from "./shortening.ts";

/** The place that is named: of a cancelled hour the one to come to instead, where there is one. */
export const placeOf = (told: MessageFacts): PlaceToName =>
  told.kind === "cancelled" && told.instead ? told.instead.place : told.place;

/** The shorter of the two names of a place: to a name that many have, the short one adds its town. */
export const briefName = ({ name, shortName }: PlaceToName): string =>
  shortName.length < name.length ? shortName : name;

/**
 * Name, street and town of the place, as much of them as the shape has. Whoever has a number has been there: the name
 * alone.
 */
export function placeLine(told: MessageFacts, { shortName, name, street, town }: Shape): string {
  const place = placeOf(told);
  const cut = cutName(shortName ? briefName(place) : place.name, name);
  if (KIND_RULES[told.kind].about === "visit") return cut;
  if (town) return `${cut}, ${addressLine(place)}`;
  return street && hasStreet(place) ? `${cut}, ${place.address}` : cut;
}
