import fc from "fast-check";
import { holdsNumberInName, holdsPersonalNumber } from "#lib/access/personal-number.ts";
import { runs } from "#tests/support/property-runs.ts";

const isRefused = (text: string) => expect([text, holdsPersonalNumber(text)]).toEqual([text, true]);
const passes = (text: string) => expect([text, holdsPersonalNumber(text)]).toEqual([text, false]);

test("a social security number is seen with its key, without it, and however it is spaced", () => {
  for (const text of [
    "185057800608491",
    "1 85 05 78 006 084 91",
    "1850578006084",
    "Fatima 1.85.05.78.006.084.91",
    "n° 1850578006084/91",
    "1850578006084 (91)",
  ])
    isRefused(text);
});

test("Corsica's departments have a letter in the number", () => {
  for (const text of [
    "2 85 05 2A 006 084 82",
    "2 85 05 2A 006 084",
    "285052a00608482",
    "2 85 05 2 B 006 084",
    "２８５０５２Ａ００６０８４８２",
  ])
    isRefused(text);
});

test("it is seen in a sentence, beside other digits, and stuck to words", () => {
  for (const text of [
    "mon numéro est le 185057800608491 merci",
    "J’ai 3 enfants, 1 85 05 78 006 084 91, et 2 chats",
    "1 85 05 78 006 084 91 2 enfants",
    "06 12 34 56 78 1850578006084",
    "+33 6 12 34 56 78 - 1850578006084",
    "NIR1850578006084",
    "sécu:1850578006084.",
    "+1850578006084",
  ])
    isRefused(text);
});

test("it is seen when it is written with other signs, or with signs that nobody sees", () => {
  for (const text of [
    "１８５０５７８００６０８４",
    "١٨٥٠٥٧٨٠٠٦٠٨٤",
    "۱ ۸۵ ۰۵ ۷۸ ۰۰۶ ۰۸۴ ۹۱",
    "१८५०५७८००६०८४",
    "1\u00a085\u202f05\u200978\u2007006\u2003084",
    "1\u200b8\u00ad5\ufeff0578\u2060006084",
    "\u202e1850578006084\u202c",
    "1️⃣850578006084",
    "1̶850578006084",
    "①85 05 78 006 084",
    "1–85—05‐78−006-084",
    "1\n85\n05\n78\n006\n084",
  ])
    isRefused(text);
});

test("it is seen with commas, colons, brackets or any other signs between its parts", () => {
  for (const text of [
    "2,85,05,67,482,123",
    "2, 85, 05, 67, 482, 123",
    "2:85:05:67:482:123",
    "2 : 85 : 05 : 67 : 482 : 123",
    "(2)(85)(05)(67)(482)(123)",
    "[2] [85] [05] [67] [482] [123]",
    "2;85;05;2A;482;123",
    "2+85+05+67+482+123",
    "2,8,5,0,5,6,7,4,8,2,1,2,3",
    "2’85’05’67’482’123",
    "1850578,006,084,91",
    "née en 1985, 2,85,05,67,482,123, merci",
    "9:30, 2:85:05:67:482:123",
  ])
    isRefused(text);
});

test("it is seen when a letter that looks like a digit stands in it, or one of another alphabet", () => {
  for (const text of [
    "2 85 O5 67 482 123",
    "2 85 o5 67 482 123",
    "285О567482123",
    "2 85 Ο5 67 482 123",
    "l 85 05 78 006 084",
    "I850578OO6O84",
    "1 85 05 78 OO6 O84 91",
    "2 85 05 2А 006 084",
    "2 85 05 2В 006 084",
    "2,85,05,2А,OO6,O84",
  ])
    isRefused(text);
});

test("months that the register uses when a month is unknown or full are months", () => {
  for (const month of ["01", "12", "20", "42", "50", "99"]) isRefused(`185${month}78006084`);
  for (const month of ["00", "13", "19", "43", "49"]) passes(`185${month}78006084`);
});

test("somebody who is being registered has one too, and nobody's begins with 0, 5, 6 or 9", () => {
  for (const sex of "123478") isRefused(`${sex}850578006084`);
  for (const sex of "0569") passes(`${sex}850578006084`);
});

test("fifteen digits whose key is wrong are not one", () => {
  passes("185057800608437");
});

test("a CAF file number is seen: seven digits and a letter", () => {
  for (const text of [
    "1234567A",
    "1234567 k",
    "Mme Kaya, 0123456-B",
    "0012345 C",
    "1 234 567 A",
    "12 34 567.A",
    "dossier 1234567/A.",
    "CAF1234567A",
    "06 12 34 56 78 1234567A",
    "١٢٣٤٥٦٧ A",
    "1234567\u200bA",
    "１２３４５６７Ａ",
  ]) {
    isRefused(text);
  }
});

test("a CAF file number is seen with its letter in brackets, with commas, and with letters that look like its own", () => {
  for (const text of [
    "1234567(A)",
    "1234567 (a)",
    "1234567, A",
    "1,234,567,A",
    "1, 234, 567, A",
    "1:234:567:A",
    "(1)(234)(567)(A)",
    "1234567 : A.",
    "1234567А",
    "1234567 Α",
    "12345O7A",
    "06 12 34 56 78, 1234567(A)",
  ])
    isRefused(text);
});

test("seven digits before a word are none, nor are six or eight before a letter", () => {
  for (const text of [
    "1234567",
    "1234567 Anna",
    "1234567 Élise",
    "1234567 d’euros",
    "123456A",
    "12345678A",
    "1234567A1",
  ])
    passes(text);
});

test("names, ages, hours, dates, addresses and amounts pass", () => {
  for (const text of [
    "Fatima",
    "Jean-Marc 2",
    "née en 1985",
    "Anna B",
    "12 rue A",
    "Table 3 : 10 h 30",
    "de 9 h 30 à 12 h 15",
    "Fermé du 24/11/2026 au 3/12/2026",
    "Fermé le 3/10/2026 a 9h",
    "2026-10-03 A",
    "1/1/2026 - 12/10/2026",
    "2026-11-24 09:30",
    "67100 Strasbourg",
    "24, 25, 26, 27, 28, 29 et 30",
    "1 000 000 €",
    "Prenez les numéros 12, 13, 14, 15, 16, 17 et 18",
  ])
    passes(text);
});

test("lists, hours, prices and telephone numbers with commas, colons and brackets pass", () => {
  for (const text of [
    "8:30, 9:00, 9:30, 10:15",
    "9:30, 14:00 a la mairie",
    "Ouvert 8:30-12:00, 13:30-17:15 (14:00 le 3)",
    "Les numéros 1, 115, 120 a la table 2",
    "Les numéros 101, 102, 103, 104 et 105",
    "Prenez les numéros 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
    "12,50 €, 1 250,00 €, 3,20 €",
    "+33 (0)3 88 12 34 56, 06 12 34 56 78",
    "+49 (0) 7851 123456, poste 12",
    "+225 (21) 02 810 228",
    "00 225.2102 810 228",
    "0388123456, 0612345678",
    "67100, 67200, 67000, 67800",
    "Né le 12051998, 67100 Strasbourg",
    "Le 3/10/2026 (9:00), le 12/10/2026 (14:30)",
    "48.5734, 7.7521",
    "1, rue du Port (bât. 2), 67000",
    "12 l d’eau, 3 l de lait",
    "en 2026, 115 personnes",
    "1234567, 15(A)",
    "1234567, Anna",
    "1234567 (Anna)",
    "42 O 3",
  ])
    passes(text);
});

test("a SIRET, a card and an account of a bank are not what is looked for here", () => {
  for (const text of [
    "12345678200010",
    "123 456 782 00010",
    "4970 1012 3456 7890",
    "FR76 3000 6000 0112 3456 7890 189",
    "DE89 3704 0044 0532 0130 00",
  ])
    passes(text);
});

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`, "u"));
const two = (value: number) => String(value).padStart(2, "0");
const three = (value: number) => String(value).padStart(3, "0");

/** Any number the register may give: sex, year, month, department, commune, order, and its key. */
const nir = fc
  .record({
    sex: fc.constantFrom("1", "2", "3", "4", "7", "8"),
    year: fc.integer({ min: 0, max: 99 }),
    month: fc.oneof(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 20, max: 42 }),
      fc.integer({ min: 50, max: 99 }),
    ),
    department: fc.oneof(fc.integer({ min: 1, max: 99 }).map(two), fc.constantFrom("2A", "2B")),
    commune: fc.integer({ min: 1, max: 990 }),
    order: fc.integer({ min: 1, max: 999 }),
  })
  .map(({ sex, year, month, department, commune, order }) => {
    const body = `${sex}${two(year)}${two(month)}${department}${three(commune)}${three(order)}`;
    const key = 97n - (BigInt(body.replace("2A", "19").replace("2B", "18")) % 97n);
    return { body, key: two(Number(key)) };
  });

const space = fc.constantFrom("", "", " ", "\u00a0", "\u202f", ".", "-", "–", "/", "\u200b", " - ", "  ");
const spaced = (text: string) =>
  fc
    .array(space, { minLength: text.length, maxLength: text.length })
    .map((spaces) => [...text].map((sign, at) => (at === 0 ? sign : `${spaces[at]}${sign}`)).join(""));
const saidBefore = fc.constantFrom(
  "",
  "n° ",
  "mon numéro : ",
  "NIR",
  "2 enfants, ",
  "Fatima ",
  "رقمي ",
  "06 12 34 56 78 ",
  "+33 6 12 34 56 78 ",
);
const saidAfter = fc.constantFrom("", ".", " merci", " (sécu)", " 2 enfants", ", 06 12 34 56 78", "!");
const alphabet = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xff10);
const inAlphabet = (text: string, nought: number) =>
  text.replace(/[0-9]/gu, (digit) => String.fromCodePoint(nought + Number(digit)));

test("any social security number with its key is refused, in any spacing, alphabet and sentence", () => {
  fc.assert(
    fc.property(
      nir.chain(({ body, key }) => spaced(body + key)),
      alphabet,
      saidBefore,
      saidAfter,
      (number, nought, before, after) => {
        isRefused(before + inAlphabet(number, nought) + after);
      },
    ),
    { numRuns: runs(150, 2_500) },
  );
});

test("any without its key too, as people group it", () => {
  const groupings = [
    /^(.)(..)(..)(..)(...)(...)$/u,
    /^(.)(..)(..)(.....)(...)$/u,
    /^(.)(....)(..)(......)$/u,
    /^(.......)(......)$/u,
    /^(.............)$/u,
    /^(.)(..)(..)(...)(..)(...)$/u,
  ];
  fc.assert(
    fc.property(
      nir,
      fc.constantFrom(...groupings),
      space,
      saidBefore,
      saidAfter,
      ({ body }, grouping, between, before, after) => {
        isRefused(before + (grouping.exec(body) ?? []).slice(1).join(between) + after);
      },
    ),
    { numRuns: runs(150, 2_500) },
  );
});

const ANY_SIGN = fc
  .tuple(
    fc.constantFrom("", " "),
    fc.constantFrom(..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~§°€£«»“”’…•·→×÷¿"),
    fc.constantFrom("", " "),
  )
  .map((parts) => parts.join(""));

/** With its key or without. */
const spelled = fc.tuple(nir, fc.boolean()).map(([{ body, key }, keyed]) => (keyed ? body + key : body));
/** The parts of a match, without the key where there is none. */
const partsOf = (grouping: RegExp, number: string): readonly string[] =>
  (grouping.exec(number) ?? []).slice(1).filter((part) => part !== undefined);

test("any social security number is refused with any one sign between its parts, with and without its key", () => {
  const groupings = [
    /^(.)(..)(..)(..)(...)(...)(..)?$/u,
    /^(.)(..)(..)(.....)(...)(..)?$/u,
    /^(.)(..)(..)(...)(..)(...)(..)?$/u,
    /^(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(?:(.)(.))?$/u,
  ];
  fc.assert(
    fc.property(
      spelled,
      fc.constantFrom(...groupings),
      ANY_SIGN,
      saidBefore,
      saidAfter,
      (number, grouping, sign, before, after) => isRefused(before + partsOf(grouping, number).join(sign) + after),
    ),
    { numRuns: runs(150, 2_500) },
  );
});

test("any with letters for its noughts and ones is refused too", () => {
  const nought = fc.constantFrom("0", "O", "o", "\u041e", "\u043e", "\u039f");
  const one = fc.constantFrom("1", "l", "I");
  fc.assert(
    fc.property(
      spelled,
      fc.constantFrom("", " ", ".", "-", ","),
      fc.array(nought, { minLength: 15, maxLength: 15 }),
      one,
      (number, sign, noughts, forOne) => {
        const written = partsOf(/^(.)(..)(..)(..)(...)(...)(..)?$/u, number).join(sign);
        let at = 0;
        isRefused(written.replaceAll("0", () => noughts[at++] ?? "0").replaceAll("1", forOne));
      },
    ),
    { numRuns: runs(150, 2_500) },
  );
});

test("hours, prices, numbers of the line and dates in any list pass, whatever stands between them", () => {
  const clock = fc
    .tuple(fc.integer({ min: 7, max: 20 }), fc.constantFrom("00", "15", "30", "45"))
    .map(([hour, minutes]) => `${hour}:${minutes}`);
  const price = fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom("00", "50", "90"))
    .map((parts) => parts.join(","));
  const number = fc.integer({ min: 1, max: 99 }).map(String);
  const day = fc
    .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
    .map(([date, month]) => `${two(date)}/${two(month)}/2026`);
  fc.assert(
    fc.property(
      fc.oneof(...[clock, price, number, day].map((kind) => fc.array(kind, { minLength: 1, maxLength: 7 }))),
      fc.constantFrom(", ", " ; ", " (", ") ", " à ", " et "),
      fc.constantFrom("", " a la mairie", ", merci", " (table A)"),
      (list, between, after) => passes(list.join(between) + after),
    ),
    { numRuns: runs(100, 1_500) },
  );
});

test("any CAF file number with any one sign between its parts and before its letter is refused", () => {
  fc.assert(
    fc.property(
      digits(7),
      fc.stringMatching(/^[A-Za-z]$/u),
      fc.constantFrom(/^(.......)$/u, /^(.)(...)(...)$/u, /^(.)(.)(.)(.)(.)(.)(.)$/u),
      ANY_SIGN,
      (number, letter, grouping, sign) => {
        isRefused([...(grouping.exec(number) ?? []).slice(1), letter].join(sign));
      },
    ),
    { numRuns: runs(150, 2_500) },
  );
});

test("any CAF file number is refused, in any usual spacing and sentence", () => {
  const groupings = [/^(.......)$/u, /^(.)(...)(...)$/u, /^(....)(...)$/u, /^(...)(....)$/u, /^(..)(..)(...)$/u];
  fc.assert(
    fc.property(
      digits(7),
      fc.stringMatching(/^[A-Za-z]$/u),
      fc.constantFrom(...groupings),
      fc.constantFrom(" ", ".", "-", "\u00a0"),
      fc.constantFrom("", " ", "-", "/"),
      fc.constantFrom("", "n° ", "CAF ", "Fatima, "),
      fc.constantFrom("", ".", " merci", ", merci"),
      (number, letter, grouping, between, last, before, after) => {
        const groups = (grouping.exec(number) ?? []).slice(1);
        isRefused(`${before}${groups.join(between)}${last}${letter}${after}`);
      },
    ),
    { numRuns: runs(150, 2_500) },
  );
});

/** Groups of two, three or four digits, and what is left. */
const grouped = (number: string) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 8, maxLength: 8 }),
      fc.constantFrom("", " ", ".", "-", "\u00a0"),
    )
    .map(([sizes, between]) => {
      const groups: string[] = [];
      let rest = number;
      for (const size of sizes) {
        if (rest === "") break;
        groups.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      return groups.join(between);
    });

/** Countries whose people come to Strasbourg, and how many digits follow. */
const abroad = fc.constantFrom(
  ["49", 11],
  ["49", 10],
  ["41", 9],
  ["32", 9],
  ["352", 9],
  ["39", 10],
  ["90", 10],
  ["213", 9],
  ["212", 9],
  ["216", 8],
  ["225", 10],
  ["221", 9],
  ["237", 9],
  ["243", 9],
  ["261", 9],
  ["93", 9],
  ["963", 9],
  ["380", 9],
  ["7", 10],
  ["1", 10],
  ["86", 11],
  ["44", 10],
  ["55", 11],
);

const inFrance = fc
  .tuple(
    fc.constantFrom("0", "+33", "+33 ", "0033 ", "+33 (0)", "00 33 "),
    fc.integer({ min: 1, max: 9 }),
    digits(8),
    fc.constantFrom("", " ", ".", "-", "/", "\u00a0", "\u202f"),
  )
  .map(([prefix, first, rest, between]) => [`${prefix}${first}`, ...(rest.match(/../gu) ?? [])].join(between));
const fromAbroad = fc.tuple(abroad, fc.constantFrom("+", "00", "+ ", "00 ")).chain(([[country, length], prefix]) =>
  digits(Number(length))
    .chain(grouped)
    .chain((number) => fc.constantFrom("", " ", ".", "-").map((between) => `${prefix}${country}${between}${number}`)),
);

test("any telephone number, of France or dialled from abroad, passes in any usual way of writing it", () => {
  fc.assert(
    fc.property(
      fc.oneof(inFrance, fromAbroad),
      fc.constantFrom("", "Appelez le ", "tél. ", "Fatima : "),
      fc.constantFrom("", ".", " svp", " (Anna)", " à 9 h"),
      (number, before, after) => passes(before + number + after),
    ),
    { numRuns: runs(100, 1_500) },
  );
});

test("two telephone numbers beside each other are two telephone numbers", () => {
  for (const text of [
    "03 88 12 34 56 - 06 12 34 56 78",
    "03 88 12 34 56 / 06 12 34 56 78",
    "+33 3 88 12 34 56 - 06 12 34 56 78",
    "0388123456 0612345678",
  ])
    passes(text);
});

test("any text is answered, whatever stands in it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      (text) => typeof holdsPersonalNumber(text) === "boolean",
    ),
  );
});

test("a page full of digits is answered as soon as a name is", () => {
  for (const text of [
    "1 ",
    "1 1 2026 ",
    "1/1/2026 05 2026 01 ",
    "2A ",
    "١",
    "+1",
    "1850578006084A",
    "O ",
    "1 O ",
    "1,",
    "(2)",
  ]) {
    const long = text.repeat(Math.floor(64_000 / text.length));
    expect(typeof holdsPersonalNumber(long)).toBe("boolean");
  }
});

test("a first name holds no long number at all, in any alphabet: it may be one of the State with a digit mistyped", () => {
  for (const name of [
    "Aicha 285056748212345",
    "28505674821238",
    "N° 1234567",
    "1234567 allocataire",
    "Allocataire CAF 7654321",
    "Ali 12 345",
    "علي ٧٦٥٤٣٢١",
  ])
    expect([name, holdsNumberInName(name)]).toEqual([name, true]);
  for (const name of ["Fatima", "Jean-Marc 2", "Anna 1985", "علي", ""])
    expect([name, holdsNumberInName(name)]).toEqual([name, false]);
});
