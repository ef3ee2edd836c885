import type { Place } from "../../place/place.ts";
import { db } from "../db.ts";
import { placeColumns, placeOfRow } from "./place-of-row.ts";

/** Every place by its name, in one query. */
export async function listPlaces(): Promise<readonly Place[]> {
  const rows = await db.place.findMany({ select: placeColumns, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(placeOfRow);
}
