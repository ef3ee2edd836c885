import { isUuid } from "../../uuid.ts";
import { db } from "../db.ts";
import { heldColumns, heldOfRow, type Held } from "./held.ts";

/** One half-day with its place; undefined when there is none of that id, or the text is no id at all. */
export async function readPermanence(id: string): Promise<Held | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.permanence.findUnique({ where: { id }, select: heldColumns });
  return row ? heldOfRow(row) : undefined;
}
