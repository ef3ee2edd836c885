import type { Breach } from "#tests/support/check/breach.ts";
import type { Message } from "./catalogue.ts";
import { argumentsOf, readIcu, readings } from "./icu.ts";

/** A catalogue has in each of its languages the same keys, with the same arguments, each translated. */
export function agreement(french: readonly Message[], other: readonly Message[], file: string): Breach[] {
  const theirs = new Map(other.map((message) => [message.key, message]));
  const ours = new Map(french.map((message) => [message.key, message]));
  return [
    ...french
      .filter(({ key }) => !theirs.has(key))
      .map(({ key }) =>
        breach(
          "message-missing",
          file,
          1,
          `“${key}” is in fr and not here.`,
          "Translate the sentence; a catalogue has the same keys in each language.",
        ),
      ),
    ...other
      .filter(({ key }) => !ours.has(key))
      .map(({ key, line }) =>
        breach(
          "message-missing",
          file,
          line,
          `“${key}” is not in fr.`,
          "Add the French sentence, or take this one out.",
        ),
      ),
    ...other.flatMap((message) => difference(ours.get(message.key), message)),
  ];
}

/**
 * A message that is empty or cannot be parsed. It would break pages of its locale only, which the team rarely opens.
 */
export const readable = (message: Message): Breach[] => {
  if (message.text.trim() === "")
    return [
      breach(
        "message-empty",
        message.file,
        message.line,
        `“${message.key}” is empty.`,
        "Write the sentence, or take the key out in each language.",
      ),
    ];
  try {
    readIcu(message.text);
    return [];
  } catch (problem) {
    return [
      breach(
        "message-readable",
        message.file,
        message.line,
        `“${message.key}”: ${(problem as Error).message.toLowerCase().replaceAll("_", " ")}.`,
        "Correct the braces; see “Add a sentence” in CONTRIBUTING.md.",
      ),
    ];
  }
};

function difference(french: Message | undefined, message: Message): Breach[] {
  if (!french || readable(french).length > 0 || readable(message).length > 0) return [];
  const expected = described(french.text);
  const found = described(message.text);
  return [
    ...(expected === found
      ? []
      : [
          breach(
            "message-arguments",
            message.file,
            message.line,
            `“${message.key}” has the arguments ${found || "none"}; in fr ${expected || "none"}.`,
            "Use the same arguments and tags in each locale: the code gives them all.",
          ),
        ]),
    ...(untranslated(french, message)
      ? [
          breach(
            "message-translated",
            message.file,
            message.line,
            `“${message.key}” is still in another language.`,
            "Translate it; ask somebody who speaks the language to read it.",
          ),
        ]
      : []),
  ];
}

/** Short names (CAF, Strasbourg) and hours may be the same everywhere; a sentence of four words may not. */
function untranslated(french: Message, message: Message): boolean {
  const words = Math.max(...readings(readIcu(french.text)).map((text) => text.match(/\p{L}{2,}/gu)?.length ?? 0));
  if (words < 4) return false;
  return message.locale === "ar" ? !/\p{Script=Arabic}/u.test(message.text) : message.text === french.text;
}

const described = (text: string): string =>
  [...argumentsOf(readIcu(text))]
    .map(([name, type]) => (type === "argument" ? name : `${name} (${type})`))
    .sort()
    .join(", ");

const breach = (rule: string, file: string, line: number, wrong: string, instead: string): Breach => ({
  rule,
  file,
  line,
  wrong,
  instead,
});
