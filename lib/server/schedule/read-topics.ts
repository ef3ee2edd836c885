import type { TopicTime } from "../../schedule/topic.ts";
import { db } from "../db.ts";

/** Why one comes. Its words are in messages under topics.<key>; `bring` are keys under bring. */
export type TopicToChoose = TopicTime & { readonly bring: readonly string[] };

/** The topics in the order they are shown. `keys` keeps only these; none or an empty list keeps all. */
export async function readTopics(keys: readonly string[] = []): Promise<readonly TopicToChoose[]> {
  const rows = await db.topic.findMany({
    select: { key: true, bring: true, minutes: true, bookable: true },
    orderBy: { rank: "asc" },
  });
  return keys.length === 0 ? rows : rows.filter(({ key }) => keys.includes(key));
}
