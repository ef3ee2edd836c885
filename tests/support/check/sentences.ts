import type { Breach, Check } from "./breach.ts";

/** The most words of a sentence, and of the sentences of a page on average. */
const LONGEST = 35;
const MEAN = 17;
/** Pages whose sentences are read: not the texts that commands write, nor the licence. */
const READ = /^(?:README|CONTRIBUTING|docs\/(?!spoken\/|pictures\/).*)\.md$/;

/**
 * Sentences of the documents are short: code, tables, pictures and headings are left out, and a link counts as its
 * words.
 */
export const sentences: Check = async (tree) => {
  const pages = tree.files.filter((file) => READ.test(file));
  const read = pages.map((file) => ({ file, sentences: sentencesOf(tree.textOf(file)) }));
  const all = read.flatMap((page) => page.sentences);
  return {
    breaches: read.flatMap(({ file, sentences: own }) => [
      ...own.filter(({ words }) => words > LONGEST).map((one) => tooLong(file, one)),
      ...(meanOf(own) > MEAN ? [onAverage(file, meanOf(own))] : []),
    ]),
    seen: `${all.length} sentences, ${meanOf(all).toFixed(1)} words each, in ${pages.length} pages`,
  };
};

export type Sentence = { readonly line: number; readonly text: string; readonly words: number };

/** The sentences of a page in Markdown, each with the line of the page on which its paragraph or bullet begins. */
export function sentencesOf(page: string): readonly Sentence[] {
  const blocks: { line: number; text: string }[] = [];
  let within = false;
  let code = false;
  for (const [index, raw] of page.split("\n").entries()) {
    if (/^\s*```/.test(raw)) code = !code;
    const text = raw.trim();
    const left = code || /^(?:$|```|\||#|<|!\[|---$)/.test(text);
    const begins = /^(?:[-*]|\d+\.|>)\s/.test(text);
    const last = blocks.at(-1);
    if (left) within = false;
    else if (within && !begins && last) last.text += ` ${text}`;
    else {
      blocks.push({ line: index + 1, text: text.replace(/^(?:[-*]|\d+\.|>)\s+/, "") });
      within = true;
    }
  }
  return blocks.flatMap(({ line, text }) =>
    [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(plain(text))]
      .map(({ segment }) => ({ line, text: segment.trim(), words: wordsOf(segment) }))
      .filter(({ words }) => words > 0),
  );
}

/** Code becomes one word, a link the words it shows. */
const plain = (text: string): string =>
  text
    .replaceAll(/`[^`]*`/g, "code")
    .replaceAll(/\[(?<shown>[^\]]*)\]\([^)]*\)/g, "$<shown>")
    .replaceAll(/[*_]{1,2}/g, "");

const wordsOf = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const meanOf = (all: readonly Sentence[]): number =>
  all.length === 0 ? 0 : all.reduce((sum, { words }) => sum + words, 0) / all.length;

const tooLong = (file: string, { line, text, words }: Sentence): Breach => ({
  rule: "sentence-too-long",
  file,
  line,
  wrong: `${words} words: “${text.slice(0, 80)}…”`,
  instead: `Say it in two sentences, of ${LONGEST} words at most.`,
});

const onAverage = (file: string, mean: number): Breach => ({
  rule: "sentences-too-long",
  file,
  line: 1,
  wrong: `Its sentences have ${mean.toFixed(1)} words on average.`,
  instead: `Make them shorter: ${MEAN} at most.`,
});
