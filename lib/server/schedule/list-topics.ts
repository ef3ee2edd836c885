import type { WireTopic } from "../../wire/topics.ts";
import { db } from "../db.ts";
import { translatorIn, type TextLocale } from "../translate.ts";

/** Every topic in the order they are shown, named in that language. */
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
