/** What the page of the soonest hours asks or shows: no place takes appointments, which topic, which town, the hours. */
export type SoonestStep = "nothing" | "topic" | "town" | "hours";

/** What the resident has chosen so far. `towns`: those in which hours can be booked. */
type Known = {
  readonly topic: string | undefined;
  readonly town: string | undefined;
  readonly place: string | undefined;
  readonly towns: readonly string[];
};

/** The next step: the topic first, then the town, unless a place was named or there is only one town. */
export function soonestStep({ topic, town, place, towns }: Known): SoonestStep {
  if (towns.length === 0) return "nothing";
  if (topic === undefined) return "topic";
  return place === undefined && townOf(town, towns) === undefined ? "town" : "hours";
}

/** The town to search in: the chosen one, or the only one there is. */
export const townOf = (chosen: string | undefined, towns: readonly string[]): string | undefined =>
  chosen ?? (towns.length === 1 ? towns[0] : undefined);
