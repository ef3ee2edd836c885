/** What a list of half-days is narrowed to: the key of a topic, the code of a language. */
export type HalfDayFilter = { readonly topic?: string; readonly language?: string };

/** The filter asked for in an address, without topics and languages that are not offered here. */
export function filterOf(
  asked: { readonly topic: string | undefined; readonly language: string | undefined },
  topics: readonly { readonly key: string }[],
  languages: readonly string[],
): HalfDayFilter {
  const topic = topics.find(({ key }) => key === asked.topic)?.key;
  const language = languages.find((code) => code === asked.language);
  return { ...(topic !== undefined && { topic }), ...(language !== undefined && { language }) };
}
