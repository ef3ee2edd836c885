import type { Instant } from "#lib/time/instant.ts";
import { groupByTown, type TownWithPlaces } from "./group-by-town.ts";
import { searchWords } from "./search-words.ts";
import { townsOf, type InTown } from "./town.ts";

/** Places on a page: ten screens of a phone, and full rows of two on a desk. */
export const ON_A_PAGE = 30;

/** A place as far as its order in a list needs it. `next`: its next half-day in the two weeks to come. */
type ToOrder = InTown & { readonly name: string; readonly next?: { readonly start: Instant } };

/**
 * One page of a list: `soon` with a half-day to come, the next date first, and the others by town. `page` counts from
 * 1; `planned`: how many places of all pages have a half-day to come.
 */
export type PageOfPlaces<Listed> = {
  readonly soon: readonly Listed[];
  readonly towns: readonly TownWithPlaces<Listed>[];
  readonly planned: number;
  readonly page: number;
  readonly pages: number;
};

/**
 * One page of these places: those with a half-day to come by its start, before the others by town and by name in the
 * town. In each part, a town that `words` name comes first. A page that there is none of is the last one.
 */
export function pageOfPlaces<Listed extends ToOrder>(
  places: readonly Listed[],
  { words = [], page, departmentName }: PageAsked,
  most = ON_A_PAGE,
): PageOfPlaces<Listed> {
  const isAsked = (written: readonly string[]): boolean =>
    written.some((name) => searchWords(name).every((word) => words.includes(word)));
  const named = places.toSorted((a, b) => byName.compare(a.name, b.name));
  const inTownAsked = new Set(
    townsOf(named, departmentName).flatMap(({ written, places: inTown }) => (isAsked(written) ? inTown : [])),
  );
  const planned = named
    .filter(({ next }) => next !== undefined)
    .toSorted(
      (a, b) => Number(inTownAsked.has(b)) - Number(inTownAsked.has(a)) || (a.next?.start ?? 0) - (b.next?.start ?? 0),
    );
  const towns = groupByTown(
    named.filter(({ next }) => next === undefined),
    departmentName,
    ({ written }) => isAsked(written),
  );
  const ordered = [...planned, ...towns.flatMap(({ places: inTown }) => inTown)];
  const pages = Math.max(1, Math.ceil(places.length / most));
  const shown = Math.min(Math.max(1, page), pages);
  const onPage = new Set(ordered.slice((shown - 1) * most, shown * most));
  return {
    soon: planned.filter((place) => onPage.has(place)),
    towns: towns
      .map(({ places: inTown, ...town }) => ({ ...town, places: inTown.filter((place) => onPage.has(place)) }))
      .filter(({ places: left }) => left.length > 0),
    planned: planned.length,
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
