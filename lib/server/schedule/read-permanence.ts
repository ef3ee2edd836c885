import { isUuid } from "#lib/uuid.ts";
import { db } from "#lib/server/db.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";
import { readMovedTo } from "./moved-to.ts";

/** One half-day with its place; undefined when the id is unknown or not a UUID. */
export const readPermanence = (id: string): Promise<HalfDayAtPlace | undefined> => read(id, {});

/** The same for a page that everybody may open: undefined also when its place is hidden. */
export const readPublicPermanence = (id: string): Promise<HalfDayAtPlace | undefined> =>
  read(id, { place: { hidden: false } });

async function read(id: string, where: { readonly place?: { hidden: boolean } }): Promise<HalfDayAtPlace | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.permanence.findFirst({ where: { id, ...where }, select: halfDayAtPlaceColumns });
  return row ? { ...halfDayAtPlaceOfRow(row), ...(await readMovedTo(db, [row]))(row) } : undefined;
}
