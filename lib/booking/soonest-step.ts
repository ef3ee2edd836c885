/** Where somebody stands on the way to the soonest hours: nobody takes appointments, why she comes, in which town, the hours. */
export type SoonestStep = "nothing" | "topic" | "town" | "hours";

/** What is known of her wish. `towns`: those in which hours are booked. */
type Known = {
  readonly topic: string | undefined;
  readonly town: string | undefined;
  readonly place: string | undefined;
  readonly towns: readonly string[];
};

/** The step that comes next: the procedure first, then where, unless a place was named or there is one town only. */
export function soonestStep({ topic, town, place, towns }: Known): SoonestStep {
  if (towns.length === 0) return "nothing";
  if (topic === undefined) return "topic";
  return place === undefined && townOf(town, towns) === undefined ? "town" : "hours";
}

/** The town to search in: the one she chose, or the only one there is. */
export const townOf = (chosen: string | undefined, towns: readonly string[]): string | undefined =>
  chosen ?? (towns.length === 1 ? towns[0] : undefined);
