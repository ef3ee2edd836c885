import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";

/** One half-day with its place; undefined when the id is unknown or not a UUID. */
export async function readPermanence(id: string): Promise<HalfDayAtPlace | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.permanence.findUnique({ where: { id }, select: halfDayAtPlaceColumns });
  return row ? halfDayAtPlaceOfRow(row) : undefined;
}
