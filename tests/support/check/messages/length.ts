import type { Breach } from "#tests/support/check/breach.ts";
import type { Message } from "./catalogue.ts";
import { readIcu, readings } from "./icu.ts";

const MOST_WORDS = 14;
/** Legal texts and the help page explain, and may have longer sentences. */
const AT_LEISURE = /^(legal|help)\./;

/** Sentences in French have at most 14 words, for people who read little (docs/look-and-wording.md#wording). */
export function sentenceLength({ file, line, key, text }: Message): Breach[] {
  if (AT_LEISURE.test(key)) return [];
  const longest = Math.max(...readings(readIcu(text)).flatMap(sentencesOf).map(wordsIn));
  if (longest <= MOST_WORDS) return [];
  return [
    {
      rule: "short-sentences",
      file,
      line,
      wrong: `“${key}” has a sentence of ${longest} words; the most is ${MOST_WORDS}.`,
      instead: "Make it two sentences with one idea each.",
    },
  ];
}

const sentencesOf = (text: string): string[] => text.split(/[.!?…:\n](?=\s|\u00a0|$)/u);

/** U+00A0 joins « 10 h 30 » into one word, as it is read; a sign alone is none. */
const wordsIn = (sentence: string): number =>
  sentence.split(/[^\S\u00a0]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
