import type { Place } from "../../place/place.ts";
import { db } from "../db.ts";
import { placeColumns, placeOfRow } from "./place-of-row.ts";

/** A place by the name in its address, with the telephone of who runs it where it has none; undefined when unknown. */
export async function readPlace(slug: string): Promise<Place | undefined> {
  const row = await db.place.findUnique({
    where: { slug },
    select: { ...placeColumns, organisation: { select: { phone: true } } },
  });
  if (!row) return undefined;
  const { organisation, ...columns } = row;
  return placeOfRow({ ...columns, phone: columns.phone ?? organisation.phone });
}
