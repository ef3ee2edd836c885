import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";

/** One half-day with its place; undefined when the id is unknown or not a UUID. */
export async function readPermanence(id: string): Promise<HalfDayAtPlace | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.permanence.findUnique({ where: { id }, select: halfDayAtPlaceColumns });
  return row ? halfDayAtPlaceOfRow(row) : undefined;
}

/** The same for a page that everybody may open: undefined also when its place is hidden. */
export async function readPublicPermanence(id: string): Promise<HalfDayAtPlace | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.permanence.findFirst({ where: { id, place: { hidden: false } }, select: halfDayAtPlaceColumns });
  return row ? halfDayAtPlaceOfRow(row) : undefined;
}
