/** A run of digits in a text, as it was grouped: "06 12" is ["06", "12"]. */
export type DigitRun = {
  readonly groups: readonly string[];
  /** Whether "+" or "00" stands before it, as before a number dialled from abroad. The "00" is not among the groups. */
  readonly dialled: boolean;
  /** The single letter right behind it, "" when there is none or a word. */
  readonly letter: string;
};

const RUN = /(\+ ?\(?)?([0-9](?: ?[0-9])*)(?: ?([A-Z])(?!['’]?[\p{L}\p{N}]))?/gu;

/** The runs of digits of a text that `asSeen` has normalised. */
export const digitRunsOf = (seen: string): readonly DigitRun[] =>
  [...seen.matchAll(RUN)].map(([, plus, digits = "", letter = ""]) => {
    // A telephone number after "00" has eight digits or more; a file number may begin with "00".
    const abroad = plus === undefined && digits.replaceAll(" ", "").length >= 10 ? digits.replace(/^00/u, "") : digits;
    return { groups: abroad.split(" ").filter(Boolean), dialled: plus !== undefined || abroad !== digits, letter };
  });

/**
 * Normalises a text for looking at its numbers: capitals, 0–9 for the digits of any alphabet or width, no diacritics and
 * no invisible characters. Any separators between two digits (spaces, dots, dashes, slashes) become one space.
 */
export const asSeen = (text: string): string =>
  inPlainDigits(text.normalize("NFKC").replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ""))
    .toUpperCase()
    .replace(/(?<=[0-9A-Z+])[\s\u2800._/\\|*·•\u2212\p{Pd}]+(?=[0-9A-Z(])/gu, " ");

/** The text with 0–9 for the digits of any alphabet, for instance of an Arabic keyboard. */
export const inPlainDigits = (text: string): string => text.replace(/(?![0-9])\p{Nd}/gu, digitOf);

/** Unicode has the ten digits of an alphabet in a row, beginning with its zero. */
function digitOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let zero = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((point - zero) % 10);
}
