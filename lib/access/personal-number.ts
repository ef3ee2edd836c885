/**
 * Whether a text holds a number of the State that must never be kept (docs/personal-data.md#what-is-refused): a social
 * security number (NIR, the MSA's too), with or without its key, or a CAF file number (seven digits and a letter),
 * alone or in a sentence, in any grouping and alphabet, with any signs between its groups, or with letters that look
 * like its digits. Telephone numbers, dates, hours, postal codes and SIRET pass.
 */
export function holdsPersonalNumber(text: string): boolean {
  const plain = asPlain(text);
  if (plain.length < SHORTEST) return false;
  return [plain, withLettersAsDigits(plain)].some(holdsNumberOfState);
}

/** Seven digits and a letter: what is shorter holds no such number. */
const SHORTEST = 8;

function holdsNumberOfState(plain: string): boolean {
  const inDigits = withCorsicaAsDigits(plain);
  return (
    digitRunsOf(asSeen(inDigits)).some(holdsNir) ||
    wideRunsOf(inDigits).some(holdsWideNir) ||
    digitRunsOf(asSeen(plain)).some(holdsFileNumber) ||
    wideRunsOf(plain).some(holdsWideFileNumber)
  );
}

/**
 * The same for a first name. In it, five digits or more in a row are refused too: they may be a mistyped number of the
 * State, or a file number without its letter.
 */
export const holdsNumberInName = (name: string): boolean =>
  holdsPersonalNumber(name) ||
  digitRunsOf(asSeen(asPlain(name))).some(({ groups }) => groups.join("").length >= SHORTEST_REFUSED_IN_NAME);

/**
 * The fewest digits in a row that a first name may not hold: « Jean-Marc 2 » and a year of birth pass, a postal code is
 * refused.
 */
const SHORTEST_REFUSED_IN_NAME = 5;

/** The text with the departments 2A and 2B written as 19 and 18, as the key is computed. */
const withCorsicaAsDigits = (seen: string): string =>
  seen.replace(
    /2([^\p{L}\p{N}]*)([AB])(?=[^\p{L}\p{N}]*[0-9])/gu,
    (_, between: string, letter: string) => `1${between}${letter === "A" ? 9 : 8}`,
  );

/**
 * Sex (3, 4, 7 and 8 while a person is being registered), year, month (20–42 and 50–99 where it is unknown or the month
 * is full), department, commune, order.
 */
const NIR =
  /^[1-478][0-9]{2}(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])(?!00)[0-9]{2}(?!000)[0-9]{3}(?!000)[0-9]{3}/u;

/**
 * Whether a run holds a NIR that begins and ends where groups do, so that a SIRET or a card number is not taken for
 * one.
 */
const holdsNir = (run: DigitRun): boolean =>
  spansOf(run, 15).some(({ digits }) => NIR.test(digits) && keyOf(digits) === digits.slice(13)) ||
  spansOf(run, 13).some(
    (span) => NIR.test(span.digits) && !holdsDate(span, run) && !(isOfPhone(span, run) && couldBePhone(span)),
  );

const keyOf = (digits: string): string => String(97n - (BigInt(digits.slice(0, 13)) % 97n)).padStart(2, "0");

const holdsFileNumber = (run: DigitRun): boolean =>
  run.letter !== "" &&
  spansOf(run, 7).some((span) => span.end === run.groups.length && !holdsDate(span, run) && !isOfPhone(span, run));

/**
 * Where the groups of a NIR may end: after sex, year, month, department (two digits, or three overseas), commune,
 * order.
 */
const ENDS_OF_PARTS = new Set([1, 3, 5, 7, 8, 10, 13]);

/** Fewer groups than this may be a date, a postal code or a reference beside another number. */
const FEWEST_PARTS = 4;

/**
 * Whether a wide run holds a NIR: in the groups in which people write it, or each digit by itself. Anything may stand
 * between them, so other groups are taken for hours, prices or a list of numbers.
 */
const holdsWideNir = ({ groups, dialled }: WideRun): boolean =>
  wideSpansOf(groups, 15).some(
    ({ digits, ends }) => NIR.test(digits) && keyOf(digits) === digits.slice(13) && areParts(ends),
  ) ||
  wideSpansOf(groups, 13).some(
    ({ digits, ends, last }) =>
      NIR.test(digits) &&
      ends.length >= FEWEST_PARTS &&
      areParts(ends) &&
      !(dialled && last === ends.length && !STARTS_NO_PHONE.test(digits)),
  );

const areParts = (ends: readonly number[]): boolean =>
  ends.every((end) => ENDS_OF_PARTS.has(end) || end === 15) || ends.every((end, at) => end === at + 1);

/**
 * The same for a file number: whole, by thousands or each digit by itself. « Les numéros 1, 115, 120 à la table » is
 * none.
 */
const holdsWideFileNumber = ({ groups, letter, tight, joined }: WideRun): boolean =>
  letter !== "" &&
  (tight || joined) &&
  wideSpansOf(groups, 7).some(
    ({ ends, last }) => last === groups.length && (ends.length === 7 || ["7", "1 4 7"].includes(ends.join(" "))),
  );

/**
 * Consecutive whole groups with a wanted number of digits: after how many digits each ends, and the index behind the
 * last one.
 */
type WideSpan = { readonly digits: string; readonly ends: readonly number[]; readonly last: number };

function wideSpansOf(groups: readonly string[], length: number): readonly WideSpan[] {
  const found: WideSpan[] = [];
  for (const first of groups.keys()) {
    const ends: number[] = [];
    let digits = "";
    let last = first;
    while (digits.length < length && last < groups.length) {
      digits += groups[last++];
      ends.push(digits.length);
    }
    if (digits.length === length) found.push({ digits, ends, last });
  }
  return found;
}

/**
 * Consecutive whole groups of a run with a wanted number of digits. `first` to before `end`: the groups; `before`:
 * digits of the run that precede them.
 */
type Span = { readonly first: number; readonly end: number; readonly before: number; readonly digits: string };

function spansOf({ groups }: DigitRun, length: number): readonly Span[] {
  const found: Span[] = [];
  let before = 0;
  for (const [first, group] of groups.entries()) {
    let digits = "";
    let end = first;
    while (digits.length < length && end < groups.length) digits += groups[end++];
    if (digits.length === length) found.push({ first, end, before, digits });
    before += group.length;
  }
  return found;
}

/** No telephone number has fewer digits. */
const SHORTEST_PHONE = 8;

/** Whether the span is part of a telephone number dialled from abroad: it begins among its first digits. */
const isOfPhone = ({ before }: Span, { dialled }: DigitRun): boolean => dialled && before < SHORTEST_PHONE;

/**
 * Telephone numbers of the countries 1 and 7 have eleven digits, so thirteen digits that begin with 1 or 7 are not one.
 */
const couldBePhone = ({ before, digits }: Span): boolean => before > 0 || !STARTS_NO_PHONE.test(digits);

const STARTS_NO_PHONE = /^[17]/u;

/** Whether a date stands in or beside the span: 3/10/2026 or 2026-10-03. */
const holdsDate = ({ first, end }: Span, { groups }: DigitRun): boolean => {
  const around = groups.slice(Math.max(0, first - 2), end + 2);
  return around.some((_, at) => DATE.test(around.slice(at, at + 3).join(" ")));
};

const DATE = /^(?:[0-3]?[0-9] [01]?[0-9] (?:19|20)[0-9]{2}|(?:19|20)[0-9]{2} [01]?[0-9] [0-3]?[0-9])$/u;

/** A run of digits in a text, as it was grouped: "06 12" is ["06", "12"]. */
type DigitRun = {
  readonly groups: readonly string[];
  /** Whether "+" or "00" stands before it, as before a number dialled from abroad. The "00" is not among the groups. */
  readonly dialled: boolean;
  /** The single letter right behind it, "" when there is none or a word. */
  readonly letter: string;
};

const RUN = /(\+ ?\(?)?([0-9](?: ?[0-9])*)(?: ?([A-Z])(?!['’]?[\p{L}\p{N}]))?/gu;

/** The runs of digits of a text that `asSeen` has normalised. */
const digitRunsOf = (seen: string): readonly DigitRun[] =>
  [...seen.matchAll(RUN)].map(([, plus, digits = "", letter = ""]) => {
    // A telephone number after "00" has eight digits or more; a file number may begin with "00".
    const abroad = plus === undefined && digits.replaceAll(" ", "").length >= 10 ? digits.replace(/^00/u, "") : digits;
    return { groups: abroad.split(" ").filter(Boolean), dialled: plus !== undefined || abroad !== digits, letter };
  });

/** Groups of digits in a text between which anything may stand that is no letter and no digit. */
type WideRun = {
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
const wideRunsOf = (plain: string): readonly WideRun[] =>
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

/**
 * A text that `asPlain` has normalised, where any usual separators between two digits (spaces, dots, dashes, slashes)
 * are one space.
 */
const asSeen = (plain: string): string =>
  plain.replace(/(?<=[0-9A-Z+])[\s\u2800._/\\|*·•\u2212\p{Pd}]+(?=[0-9A-Z(])/gu, " ");

/**
 * Normalises a text: capitals, 0–9 for the digits of any alphabet or width, Latin letters for those of other alphabets
 * that look the same, no combining marks and no invisible characters.
 */
const asPlain = (text: string): string =>
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
 * A text that `asPlain` has normalised, with the letters O, I and L read as 0 and 1 where they stand beside a digit (or
 * a department of Corsica) and no other letter: `2 85 O5`.
 */
const withLettersAsDigits = (plain: string): string =>
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
