const APOSTROPHE = String.fromCodePoint(0x2019);
const E_ACUTE = String.fromCodePoint(0xe9);

/** Acronyms that stay in capitals. A word without a vowel, or with a digit, is also taken for an acronym. */
const ACRONYMS = new Set([
  "ANTS",
  "CAF",
  "CARSAT",
  "CCAS",
  "CIAS",
  "CPAM",
  "CSC",
  "EHPAD",
  "EPCI",
  "EPN",
  "ESAT",
  "EVS",
  "FACE",
  "FDFR",
  "FJEP",
  "GIP",
  "MAIF",
  "MFR",
  "MFS",
  "MJC",
  "MSA",
  "MSAP",
  "MSVS",
  "PAEN",
  "PIMMS",
  "PMI",
  "SCIC",
  "SIVOM",
  "UDAF",
  "URSSAF",
]);
/** Articles and prepositions, which stay in small letters inside a name. */
const SMALL = /^(?:de|du|des|la|le|les|l|d|en|et|ou|sur|sous|aux?|\u00e0|l\u00e8s|lez|pr\u00e8s|pour|par|dans)$/u;
/** Matches the text before a word that begins a name, or begins again after « - », « : », « / » or « ( ». */
const BEGINS = /^[^\p{L}\d]*$|(?:\s[-\u2013/]|[:(])\s*$/u;
const VOWEL = /[AEIOUY\u00c0-\u00dd]/u;

/** Kinds of streets and their abbreviations in the national files. */
const STREETS: Readonly<Record<string, string>> = {
  ALL: `all${E_ACUTE}e`,
  AV: "avenue",
  AVE: "avenue",
  BD: "boulevard",
  BLD: "boulevard",
  CHE: "chemin",
  CRS: "cours",
  ESP: "esplanade",
  FG: "faubourg",
  IMP: "impasse",
  PL: "place",
  PRV: "parvis",
  QU: "quai",
  RPT: "rond-point",
  RTE: "route",
  SQ: "square",
  ALLEE: `all${E_ACUTE}e`,
  AVENUE: "avenue",
  BOULEVARD: "boulevard",
  CHEMIN: "chemin",
  COURS: "cours",
  ESPLANADE: "esplanade",
  IMPASSE: "impasse",
  PASSAGE: "passage",
  PLACE: "place",
  QUAI: "quai",
  ROUTE: "route",
  RUE: "rue",
  SQUARE: "square",
  VOIE: "voie",
};

/** Whether a text has letters and all of them are capitals. */
export const isAllCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

/**
 * Rewrites a name in all capitals: each word begins with a capital, articles and prepositions are in small letters,
 * acronyms stay in capitals. A name of one word is returned unchanged, since it is more often an acronym; so is a name
 * with any small letter. Accents that capitals lost are not restored.
 */
export function normaliseNameCapitals(name: string): string {
  if (!isAllCapitals(name) || (name.match(/\p{L}+/gu) ?? []).filter((word) => word.length > 1).length < 2) return name;
  return titleCase(name);
}

/**
 * Rewrites an address in all capitals and spells out the kind of street: « 1 PL D ARMES » becomes « 1 place d’Armes ».
 * An address with any small letter is returned unchanged.
 */
export function normaliseAddressCapitals(address: string): string {
  if (!isAllCapitals(address)) return address;
  const [, number = "", kind = "", rest = ""] =
    /^((?:\d[\dA-Z/-]*(?: (?:BIS|TER|QUATER))?,? )?)(\p{L}+)(.*)$/u.exec(address) ?? [];
  const street = STREETS[kind];
  const written =
    street === undefined
      ? titleCase(address)
      : number.replace(/BIS|TER|QUATER/u, (word) => word.toLowerCase()) + street + titleCase(`x${rest}`).slice(1);
  return written.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}

function titleCase(text: string): string {
  const joined = text.replace(/(?<!\p{L})([DL])['\u2019 ](?=[AEIOUYH\u00c0-\u00dd])/gu, `$1${APOSTROPHE}`);
  return joined.replace(/[\p{L}\d]+/gu, (word, at: number) => titleCaseWord(word, BEGINS.test(joined.slice(0, at))));
}

function titleCaseWord(word: string, isFirst: boolean): string {
  const small = word.toLowerCase();
  if (word === "ST" || word === "STE") return word === "ST" ? "Saint" : "Sainte";
  if (SMALL.test(small)) return isFirst && small.length > 1 ? capital(small) : small;
  if (ACRONYMS.has(word) || /\d/u.test(word) || !VOWEL.test(word)) return word;
  return capital(small);
}

const capital = (word: string): string => word.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
