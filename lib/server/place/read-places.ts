import type { Place } from "../../place/place.ts";
import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";
import { placeColumns, placeOfRow } from "./place-of-row.ts";

/**
 * Reads the place with that slug; undefined when there is none. A place without a telephone number gets that of the
 * organisation that runs it.
 */
export async function readPlace(slug: string): Promise<Place | undefined> {
  const row = await db.place.findUnique({
    where: { slug },
    select: { ...placeColumns, organisation: { select: { phone: true } } },
  });
  if (!row) return undefined;
  const { organisation, ...columns } = row;
  return placeOfRow({ ...columns, phone: columns.phone ?? organisation.phone });
}

/** Reads all places, sorted by name, in one query. */
export async function listPlaces(): Promise<readonly Place[]> {
  const rows = await db.place.findMany({ select: placeColumns, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(placeOfRow);
}

/** Reads the codes of the languages spoken at one place or more, in one query. Kept a minute. */
export const readLanguages = keptAMinute(async (): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<
    { code: string }[]
  >`SELECT DISTINCT unnest(languages) AS code FROM place ORDER BY code`;
  return rows.map(({ code }) => code);
});
