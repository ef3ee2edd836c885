/** How many topics the home page shows at once. */
const SHOWN = 6;
/** Always among them: the one whose people must not be turned away for want of a word, and the one for all others. */
const ALWAYS: readonly string[] = ["titre-sejour", "autre"];

/**
 * The topics that the home page shows at once, in their display order: those most asked for (`asked`, most first), then
 * the first ones of the list; « Titre de séjour » and « Autre chose » always, where they are offered. And the others.
 */
export function firstTopics<Topic extends { readonly key: string }>(
  topics: readonly Topic[],
  asked: readonly string[],
): { readonly first: readonly Topic[]; readonly others: readonly Topic[] } {
  const rankOf = ({ key }: Topic): number =>
    ALWAYS.includes(key) ? -1 : asked.includes(key) ? asked.indexOf(key) : asked.length;
  const first = new Set([...topics].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, SHOWN));
  return { first: topics.filter((one) => first.has(one)), others: topics.filter((one) => !first.has(one)) };
}
