import { townsNamed, type Town } from "#lib/place/town.ts";

/**
 * What the page of the soonest hours asks or shows: no place takes appointments, which topic, which town, the hours.
 */
export type SoonestStep = "nothing" | "topic" | "town" | "hours";

/** A town of the installation. `bookable`: a place of it takes appointments. */
export type SoonestTown = Town & { readonly bookable: boolean };

/** The town to search in, if it is known, and the towns to choose from: none when no place takes appointments. */
export type TownChoice = { readonly town?: Town; readonly towns: readonly Town[] };

/** What the resident has chosen so far. */
type ChosenSoFar = {
  readonly topic: string | undefined;
  readonly place: string | undefined;
  readonly choice: TownChoice;
};

/** The next step: the topic first, then the town, unless a place was named or the town is known. */
export function soonestStep({ topic, place, choice: { town, towns } }: ChosenSoFar): SoonestStep {
  if (towns.length === 0) return "nothing";
  if (topic === undefined) return "topic";
  return place === undefined && town === undefined ? "town" : "hours";
}

/**
 * Which town the address means, by INSEE code or by name; without one, the only town that takes appointments. A name
 * that several towns have is a choice between these, whether they take appointments or not. A town that nobody knows is
 * searched by its name.
 */
export function chooseTown(asked: string | undefined, towns: readonly SoonestTown[]): TownChoice {
  const bookable = towns.filter((town) => town.bookable);
  const [only, ...others] = asked === undefined ? bookable : townsNamed(asked, towns);
  if (bookable.length === 0) return { towns: [] };
  if (asked === undefined) return others.length === 0 && only ? { town: only, towns: bookable } : { towns: bookable };
  if (only && others.length > 0) return { towns: [only, ...others] };
  return { town: only ?? { key: asked, name: asked, written: [asked], uncoded: [asked] }, towns: bookable };
}
