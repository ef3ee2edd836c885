import type { Topic } from "../../schedule/topic.ts";
import { db } from "../db.ts";

/** The topics that can be booked in a half-day, in their display order. `taken`: the keys taken there; empty means all. */
export async function readBookableTopics(taken: readonly string[]): Promise<readonly Topic[]> {
  const rows = await db.topic.findMany({
    where: { bookable: true, ...(taken.length > 0 && { key: { in: [...taken] } }) },
    select: { key: true, minutes: true, bring: true, themes: true, bookable: true },
    orderBy: { rank: "asc" },
  });
  return rows;
}
