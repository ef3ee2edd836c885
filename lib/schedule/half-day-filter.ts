/** What a reader narrows the half-days to: the key of a topic, the code of a language. */
export type HalfDayFilter = { readonly topic?: string; readonly language?: string };

/** What of an address is a choice: what it says that nobody here knows would find nothing, and the lists could not show it. */
export function filterOf(
  asked: { readonly topic: string | undefined; readonly language: string | undefined },
  topics: readonly { readonly key: string }[],
  languages: readonly string[],
): HalfDayFilter {
  const topic = topics.find(({ key }) => key === asked.topic)?.key;
  const language = languages.find((code) => code === asked.language);
  return { ...(topic !== undefined && { topic }), ...(language !== undefined && { language }) };
}
