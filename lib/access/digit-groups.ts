/** Digits that stand together in a text, as they were grouped: "06 12" is ["06", "12"]. */
export type DigitRun = {
  readonly groups: readonly string[];
  /** Dialled from abroad: "+" or "00" stands before it. The "00" is not among the groups. */
  readonly dialled: boolean;
  /** The single letter right behind it, "" when there is none or a word. */
  readonly letter: string;
};

const RUN = /(\+ ?\(?)?([0-9](?: ?[0-9])*)(?: ?([A-Z])(?!['’]?[\p{L}\p{N}]))?/gu;

/** The runs of digits of a text (`asSeen`). */
export const digitRunsOf = (seen: string): readonly DigitRun[] =>
  [...seen.matchAll(RUN)].map(([, plus, digits = "", letter = ""]) => {
    // A telephone number after "00" has eight digits or more; a file number may begin with "00".
    const abroad = plus === undefined && digits.replaceAll(" ", "").length >= 10 ? digits.replace(/^00/u, "") : digits;
    return { groups: abroad.split(" ").filter(Boolean), dialled: plus !== undefined || abroad !== digits, letter };
  });

/**
 * A text as it is seen: in capitals, 0–9 for the digits of any alphabet or width, without marks and what is invisible.
 * What people put between the digits of one number (spaces, dots, dashes, slashes), however often, is one space.
 */
export const asSeen = (text: string): string =>
  inPlainDigits(text.normalize("NFKC").replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ""))
    .toUpperCase()
    .replace(/(?<=[0-9A-Z+])[\s\u2800._/\\|*·•\u2212\p{Pd}]+(?=[0-9A-Z(])/gu, " ");

/** The same text with 0–9 for the digits of any alphabet: an Arabic keyboard has its own. */
export const inPlainDigits = (text: string): string => text.replace(/(?![0-9])\p{Nd}/gu, digitOf);

/** Unicode keeps the ten digits of an alphabet side by side, from its nought on. */
function digitOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let nought = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String((point - nought) % 10);
}
