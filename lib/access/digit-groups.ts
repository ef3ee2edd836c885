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

/** Groups of digits in a text between which anything may stand that is no letter and no digit. */
export type WideRun = {
  readonly groups: readonly string[];
  /** Whether "+" or "00" stands before it, as in `DigitRun`. */
  readonly dialled: boolean;
  /** The single letter behind it, whatever stands between, "" when there is none or a word. */
  readonly letter: string;
  /** Whether the groups are written without spaces: `1,234,567`, unlike a list in a sentence. */
  readonly tight: boolean;
  /** Whether a sign other than a space stands before the letter: `1234567(A)`, unlike « 1234567 à ». */
  readonly joined: boolean;
};

const WIDE =
  /(\+[^\p{L}\p{N}]{0,2})?([0-9]+(?:[^\p{L}\p{N}]{1,5}[0-9]+)*)(?:([^\p{L}\p{N}]{0,5})([A-Z])(?!['’]?[\p{L}\p{N}]))?/gu;

/** The wide runs of a text that `asPlain` has normalised. */
export const wideRunsOf = (plain: string): readonly WideRun[] =>
  [...plain.matchAll(WIDE)].map(([, plus, digits = "", between = "", letter = ""]) => ({
    groups: digits
      .replace(/^00(?=[^0-9])/u, "")
      .split(/[^0-9]+/u)
      .filter(Boolean),
    dialled: plus !== undefined || digits.startsWith("00"),
    letter,
    tight: !/\s/u.test(digits),
    joined: /\S/u.test(between),
  }));

/** A text that `asPlain` has normalised, where any usual separators between two digits (spaces, dots, dashes, slashes) are one space. */
export const asSeen = (plain: string): string =>
  plain.replace(/(?<=[0-9A-Z+])[\s\u2800._/\\|*·•\u2212\p{Pd}]+(?=[0-9A-Z(])/gu, " ");

/**
 * Normalises a text: capitals, 0–9 for the digits of any alphabet or width, Latin letters for those of other alphabets that
 * look the same, no combining marks and no invisible characters.
 */
export const asPlain = (text: string): string =>
  inPlainDigits(text.normalize("NFKC").replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ""))
    .toUpperCase()
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => LOOKS_LIKE[letter] ?? letter);

/** Capitals of the Cyrillic and Greek alphabets that look like a Latin one (Unicode, confusables.txt), and that one. */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  ...pairs("АВЕЅІЈКМНОРСТУХԌԚԜ", "ABESIJKMHOPCTYXGQW"),
  ...pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
};

function pairs(from: string, to: string): Record<string, string> {
  return Object.fromEntries([...from].map((letter, at) => [letter, to.charAt(at)]));
}

/**
 * A text that `asPlain` has normalised, with the letters O, I and L read as 0 and 1 where they stand beside a digit (or a
 * department of Corsica) and no other letter: `2 85 O5`.
 */
export const withLettersAsDigits = (plain: string): string =>
  plain.replace(LETTERS_AS_DIGITS, (letters) => letters.replaceAll("O", "0").replaceAll(/[IL]/g, "1"));

const LETTERS_AS_DIGITS = (() => {
  const between = String.raw`[^\p{L}\p{N}]{0,5}`;
  const others = `(?:${between}[OIL]){0,6}${between}`;
  const digit = `(?:[0-9]|2${between}[AB])`;
  return new RegExp(`(?<=${digit}${others})[OIL]+(?!\\p{L})|(?<!\\p{L})[OIL]+(?=${others}[0-9])`, "gu");
})();

/** The text with 0–9 for the digits of any alphabet, for instance of an Arabic keyboard. */
export const inPlainDigits = (text: string): string => text.replace(/(?![0-9])\p{Nd}/gu, digitOf);

/** Unicode has the ten digits of an alphabet in a row, beginning with its zero. */
function digitOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let zero = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((point - zero) % 10);
}
