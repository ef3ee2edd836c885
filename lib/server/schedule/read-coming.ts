import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { notOver } from "./dated.ts";
import { halfDayAtPlaceColumns, halfDayAtPlaceOfRow, type HalfDayAtPlace } from "./half-day-at-place.ts";

/** What the list is narrowed to: a place's id, a topic's key, a language's code; `cancelledToo` includes cancelled half-days. */
export type Choice = {
  readonly place?: string | undefined;
  readonly topic?: string | undefined;
  readonly language?: string | undefined;
  readonly cancelledToo?: boolean;
};

/** Half-days on one page at most. */
const MOST = 200;

/**
 * The half-days that are not over and begin within that many days, each with its place: the earliest first, then by the
 * place's name. The number of queries is constant.
 */
export async function readComing(
  days: number,
  { place, topic, language, cancelledToo }: Choice = {},
): Promise<readonly HalfDayAtPlace[]> {
  const rows = await db.permanence.findMany({
    where: {
      ...notOver(clock.now(), days),
      status: { in: ["scheduled", "open", ...(cancelledToo ? ["cancelled"] : [])] },
      ...(place !== undefined && { placeId: place }),
      ...(topic !== undefined && { OR: [{ topicKeys: { isEmpty: true } }, { topicKeys: { has: topic } }] }),
      ...(language !== undefined && { place: { languages: { has: language } } }),
    },
    select: halfDayAtPlaceColumns,
    orderBy: [{ startsAt: "asc" }, { place: { name: "asc" } }, { id: "asc" }],
    take: MOST,
  });
  return rows.map(halfDayAtPlaceOfRow);
}
