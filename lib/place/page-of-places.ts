import { groupByTown, type TownWithPlaces } from "./group-by-town.ts";
import { searchWords } from "./search-words.ts";
import type { InTown } from "./town.ts";

/** Places on a page: ten screens of a phone, and full rows of two on a desk. */
export const ON_A_PAGE = 30;

/** A place as far as its order in a list needs it. `next`: it has a half-day in the two weeks to come. */
type ToOrder = InTown & { readonly name: string; readonly next?: unknown };

/** One page of a list. `page` counts from 1. */
export type PageOfPlaces<Listed> = {
  readonly towns: readonly TownWithPlaces<Listed>[];
  readonly page: number;
  readonly pages: number;
};

/**
 * One page of these places: those with a half-day to come before the others, each part by town, and by name in the town. A
 * town that `words` name comes first. A page that there is none of is the last one.
 */
export function pageOfPlaces<Listed extends ToOrder>(
  places: readonly Listed[],
  { words = [], page, departmentName }: PageAsked,
  most = ON_A_PAGE,
): PageOfPlaces<Listed> {
  const towns = groupByTown(
    places.toSorted((a, b) => byName.compare(a.name, b.name)),
    departmentName,
    ({ written }) => written.some((name) => searchWords(name).every((word) => words.includes(word))),
  );
  const pages = Math.max(1, Math.ceil(places.length / most));
  const shown = Math.min(Math.max(1, page), pages);
  const all = towns.flatMap(({ places: inTown }) => inTown);
  const ordered = [...all.filter(({ next }) => next !== undefined), ...all.filter(({ next }) => next === undefined)];
  const onPage = new Set(ordered.slice((shown - 1) * most, shown * most));
  return {
    towns: towns
      .map(({ places: inTown, ...town }) => ({ ...town, places: inTown.filter((place) => onPage.has(place)) }))
      .filter(({ places: left }) => left.length > 0),
    page: shown,
    pages,
  };
}

type PageAsked = {
  readonly words?: readonly string[];
  readonly page: number;
  readonly departmentName: (inseeCode: string) => string;
};

const byName = new Intl.Collator("fr");
