import type { Interval } from "../time/interval.ts";

/** A span in which nothing is held: at one place, or, without one, wherever its organisation holds permanences. */
export type Closure = { readonly organisation: string; readonly place?: string; readonly span: Interval };

/**
 * The closures that a series heeds. Works at a place close it for everybody who comes there, whoever wrote them down; the
 * holidays of an organisation close its own half-days and nobody else's.
 */
export const closuresFor = (
  series: { readonly organisation: string; readonly place: string },
  closures: readonly Closure[],
): readonly Interval[] =>
  closures
    .filter(({ organisation, place }) =>
      place === undefined ? organisation === series.organisation : place === series.place,
    )
    .map(({ span }) => span);
