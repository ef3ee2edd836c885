import { useLocale, useTranslations } from "next-intl";
import { ownTexts, type NamedTopic } from "#lib/schedule/topic.ts";

/**
 * How topics are said in the reader's language: in the own sentences of their organisation, else in those of the
 * messages.
 */
export function useTopicWords() {
  const names = useTranslations("topics");
  const things = useTranslations("bring");
  const locale = useLocale();
  return {
    /** What a topic is called; its key, where neither its organisation nor the messages name it. */
    name: (topic: NamedTopic): string =>
      ownTexts(topic, locale)?.name ?? (names.has(topic.key as never) ? names(topic.key as never) : topic.key),
    /** What to bring for it. */
    bring: (topic: NamedTopic & { readonly bring: readonly string[] }): readonly string[] =>
      ownTexts(topic, locale)?.bring ?? topic.bring.map((thing) => things(thing as never)),
  };
}
