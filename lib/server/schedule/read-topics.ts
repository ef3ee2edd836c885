import type { TopicTime, Topic } from "../../schedule/topic.ts";
import { db } from "../db.ts";
import type { WireTopic } from "../../wire/topics.ts";
import { translatorIn, type TextLocale } from "../translate.ts";

/** A topic to choose. Its texts are in messages under topics.<key>; `bring` are keys under bring. */
export type TopicToChoose = TopicTime & { readonly bring: readonly string[] };

/** The topics in their display order. `keys`: only these; an empty list means all. */
export async function readTopics(keys: readonly string[] = []): Promise<readonly TopicToChoose[]> {
  const rows = await db.topic.findMany({
    select: { key: true, bring: true, minutes: true, bookable: true },
    orderBy: { rank: "asc" },
  });
  return keys.length === 0 ? rows : rows.filter(({ key }) => keys.includes(key));
}

/** Every topic in its display order, as the API answers it in that language. */
export async function listTopics(locale: TextLocale): Promise<readonly WireTopic[]> {
  const rows = await db.topic.findMany({ select: { key: true, minutes: true, bring: true }, orderBy: { rank: "asc" } });
  const [name, thing] = [translatorIn(locale, "topics"), translatorIn(locale, "bring")];
  return rows.map(({ key, minutes, bring }) => ({
    key,
    label: name(key),
    minutes,
    bring: bring.map((one) => thing(one)),
  }));
}

/** The topics that can be booked in a half-day, in their display order. `taken`: the keys taken there; empty means all. */
export async function readBookableTopics(taken: readonly string[]): Promise<readonly Topic[]> {
  const rows = await db.topic.findMany({
    where: { bookable: true, ...(taken.length > 0 && { key: { in: [...taken] } }) },
    select: { key: true, minutes: true, bring: true, themes: true, bookable: true },
    orderBy: { rank: "asc" },
  });
  return rows;
}
