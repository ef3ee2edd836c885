import type { Place } from "../../place/place.ts";
import { accept, refuse, type Result } from "../../result.ts";
import type { PlacesAsked } from "../../wire/places.ts";
import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";
import { placeColumns, placeOfRow } from "./place-of-row.ts";

/** A place, and the id of the organisation that runs it. */
export type PlaceOfOrganisation = Place & { readonly organisation: string };

/**
 * Reads the place with that slug; undefined when there is none. A place without a telephone number gets that of the
 * organisation that runs it.
 */
export async function readPlace(slug: string): Promise<PlaceOfOrganisation | undefined> {
  const row = await db.place.findUnique({
    where: { slug },
    select: { ...placeColumns, organisation: { select: { id: true, phone: true } } },
  });
  if (!row) return undefined;
  const { organisation, ...columns } = row;
  return { ...placeOfRow({ ...columns, phone: columns.phone ?? organisation.phone }), organisation: organisation.id };
}

/** Places by name. `next`: the id of the first one that is not among them, from which to ask on. */
export type ListedPlaces = { readonly places: readonly Place[]; readonly next?: string };

/** How many places one answer lists: a hundred kilobytes, and more than a city has. */
const MOST = 300;

/** The places by name, `from` the one with that id, all or those of a `town` (INSEE code). Refused: `not-found` (no such place). */
export async function listPlaces({ from, town }: PlacesAsked, most = MOST): Promise<Result<ListedPlaces, "not-found">> {
  const first =
    from === undefined
      ? undefined
      : await db.place.findUnique({ where: { id: from }, select: { id: true, name: true } });
  if (first === null) return refuse("not-found");
  const rows = await db.place.findMany({
    where: {
      ...(first && { name: { gte: first.name }, OR: [{ name: { gt: first.name } }, { id: { gte: first.id } }] }),
      ...(town !== undefined && { inseeCode: town }),
    },
    select: placeColumns,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: most + 1,
  });
  const after = rows[most];
  return accept({ places: rows.slice(0, most).map(placeOfRow), ...(after && { next: after.id }) });
}

/** Reads the codes of the languages spoken at one place or more, in one query. Kept a minute. */
export const readLanguages = keptAMinute(async (): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<
    { code: string }[]
  >`SELECT DISTINCT unnest(languages) AS code FROM place ORDER BY code`;
  return rows.map(({ code }) => code);
});
