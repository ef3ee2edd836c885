import { plainText } from "#lib/plain-text.ts";

/** A topic as it is called in the language of whoever types. */
type Called = { readonly key: string; readonly name: string };

/**
 * The topics that somebody means who types the beginnings of some of their words, in any order: « prime », « caf log ».
 * A name that is typed whole is meant alone. Every topic when nothing is typed, none when no topic has such words.
 */
export function topicsTyped<Topic extends Called>(text: string, topics: readonly Topic[]): readonly Topic[] {
  const typed = plainText(text);
  const whole = topics.filter(({ name }) => plainText(name) === typed);
  if (whole.length > 0) return whole;
  const beginnings = typed.split(" ");
  return topics.filter(({ name }) => {
    const words = plainText(name).split(" ");
    return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
}
