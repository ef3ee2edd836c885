import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

type Texts = Readonly<Record<string, string>>;

const french: Texts = {
  apostrophe: "L’équipe vous appelle.",
  signs: "Vous venez\u00a0? Oui\u00a0! À 10\u00a0h\u00a030\u00a0: la table 2.",
  quotes: "Touchez «\u00a0Appeler\u00a0».",
  count:
    "{people, plural, =0 {Personne n’attend.} one {# personne attend.} other {# personnes attendent depuis <b>{hour}</b>.}}",
  appointment: "Votre rendez‑vous est gardé.",
  post: "Vers La Poste ou la CAF.",
  staff: "Vous êtes à la table 2.",
  when: "{day} · {start} – {end} · {place}",
  profile: "Votre profil est prêt.",
  long: "Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze. Encore une autre\u00a0: et après les deux points.",
};
const english: Texts = Object.fromEntries(
  Object.keys(french).map((key) => [
    key,
    key === "count"
      ? "{people, plural, one {# person} other {# people since <b>{hour}</b>}}"
      : `The ${key} is said here.`,
  ]),
);
const arabic: Texts = Object.fromEntries(
  Object.keys(french).map((key) => [
    key,
    key === "count"
      ? "{people, plural, =1 {شخص} two {شخصان} few {# أشخاص منذ <b>{hour}</b>} many {# شخصا} other {# شخص}}"
      : `هذا هو النص رقم 2`,
  ]),
);

/** Nothing to translate, and not a breach. */
const same = { when: french["when"] ?? "" };
const catalogue = (texts: Texts, namespace = "queue"): string =>
  `${JSON.stringify({ [namespace]: texts }, undefined, 2)}\n`;

/**
 * Every sentence is said, one way or another: by a translator that is made alone or beside others, by one of two keys,
 * by a key with a part made while running.
 */
const SAID = `
export async function Said({ a }) {
  const [t, other] = await Promise.all([getTranslations("queue"), getTranslations("other")]);
  return [t("apostrophe"), t.rich(a ? "signs" : "quotes"), t(\`co\${a}nt\`), other("nobody")];
}
`;
const SAID_BY_LIST = `
const KEYS = ["appointment", "post", "staff", "when"];
export function More() {
  const t = useTranslations("queue");
  return [KEYS.map((key) => t(key)), useTranslations("queue")("profile"), translatorIn("fr", "queue")("long")];
}
`;
/**
 * What is sent by SMS is no sentence of a page: its apostrophes and spaces are plain, and nothing of it is said by a
 * file.
 */
const sms: Texts = { soon: "C'est a vous : venez, c'est aujourd'hui a {hour}.", code: "Code {code}" };
const smsIn = (locale: "fr" | "en" | "tr" | "ar", soon: string): Tree => ({
  [`messages/sms/${locale}.json`]: catalogue({ ...sms, soon }, "told"),
});
const smsInAll: Tree = {
  ...smsIn("fr", sms["soon"] ?? ""),
  ...smsIn("en", "It's your turn: come, it is today at {hour}."),
  ...smsIn("tr", "Sıra sizde, bugün saat {hour}."),
  ...smsIn("ar", "جاء دوركم، الساعة {hour}."),
};
/** What is said in an e-mail has the typography of the pages. */
const mailIn = (locale: "fr" | "en" | "tr" | "ar", come: string): Tree => ({
  [`messages/mail/${locale}.json`]: catalogue({ come }, "told"),
});
const mailInAll: Tree = {
  ...mailIn("fr", "C’est aujourd’hui à {hour}."),
  ...mailIn("en", "It is today at {hour}."),
  ...mailIn("tr", "Bugün saat {hour}."),
  ...mailIn("ar", "اليوم، الساعة {hour}."),
};

const SAID_TO_TEAM = `export const Said = () => useTranslations("staff")("title");\n`;
/** The team speaks French and English. */
const teamIn = (locale: "fr" | "en", texts: Texts, namespace = "staff"): Tree => ({
  [`messages/team/${locale}.json`]: catalogue(texts, namespace),
});

const clean: Tree = {
  ...smsInAll,
  ...mailInAll,
  ...teamIn("fr", { title: "Toute l’équipe" }),
  ...teamIn("en", { title: "The whole team" }),
  "components/staff/said.tsx": SAID_TO_TEAM,
  "app/[locale]/(site)/conseiller/page.tsx": `import { Said } from "#components/staff/said.tsx";\n`,
  "app/[locale]/conseiller/permanences/[id]/page.tsx": `import type { Said } from "#components/staff/said.tsx";\n`,
  "components/queue/said.tsx": SAID,
  "components/queue/said-by-list.tsx": SAID_BY_LIST,
  "messages/fr.json": catalogue(french),
  "messages/en.json": catalogue({ ...english, ...same }),
  "messages/tr.json": catalogue({ ...english, ...same }),
  "messages/ar.json": catalogue({ ...arabic, ...same }),
};

const inFrench = (text: string): Tree => ({ "messages/fr.json": catalogue({ ...french, apostrophe: text }) });
const inLocale = (locale: "en" | "tr" | "ar", staff: string): Tree => ({
  [`messages/${locale}.json`]: catalogue({ ...(locale === "ar" ? arabic : english), ...same, staff }),
});
const inArabic = (text: string): Tree => ({ "messages/ar.json": catalogue({ ...arabic, ...same, apostrophe: text }) });
const saying = (namespace: string, text: string): Tree => ({
  "messages/fr.json": catalogue({ said: text }, namespace),
  "components/queue/said.tsx": `useTranslations("${namespace}")("said")`,
  ...Object.fromEntries(
    ["en", "tr", "ar"].map((locale) => [
      `messages/${locale}.json`,
      catalogue({ said: locale === "ar" ? "قيل" : "Said." }, namespace),
    ]),
  ),
});
/** The other catalogues with one sentence more. */
const inOthers = (key: string): Tree => ({
  "messages/en.json": catalogue({ ...english, ...same, [key]: "Hello." }),
  "messages/tr.json": catalogue({ ...english, ...same, [key]: "Merhaba." }),
  "messages/ar.json": catalogue({ ...arabic, ...same, [key]: "مرحبا" }),
});
const without = (texts: Texts, key: string): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([one]) => one !== key));

/** A planted breach by title: the rule that sees it, and the tree. */
const planted: Record<string, readonly [rule: string, tree: Tree]> = {
  "in ar an hour of somebody": ["arabic-wording", inArabic("حانت ساعتكم.")],
  "in ar an administrative measure for a procedure": ["arabic-wording", inArabic("لأي إجراء؟")],
  "in ar a tanwin after the alef": ["arabic-wording", inArabic("خذوا رقماً")],
  "in ar minutes of one form": [
    "arabic-minutes",
    { "messages/ar.json": catalogue({ ...arabic, when: "{day} {start} {place} {end} دقيقة" }) },
  ],
  "an example of an address with a full stop": ["example-to-copy", inFrench("Exemple\u00a0: nom@exemple.fr.")],
  "in ar an example of a telephone number with a full stop": [
    "example-to-copy",
    inArabic("مثال: \u206606 12 34 56 78\u2069."),
  ],
  "a sentence that tr does not have": [
    "message-missing",
    { "messages/tr.json": catalogue(without({ ...english, ...same }, "staff")) },
  ],
  "a sentence that only ar has": [
    "message-missing",
    { "messages/ar.json": catalogue({ ...arabic, ...same, more: "أكثر" }) },
  ],
  "an argument that en calls otherwise": [
    "message-arguments",
    { "messages/en.json": catalogue({ ...english, ...same, staff: "You are at desk {desk}." }) },
  ],
  "a plural that became a plain number": [
    "message-arguments",
    { "messages/en.json": catalogue({ ...english, ...same, count: "{people} people since <b>{hour}</b>" }) },
  ],
  "a tag that ar lost": [
    "message-arguments",
    {
      "messages/ar.json": catalogue({
        ...arabic,
        ...same,
        count: "{people, plural, one {شخص} two {شخصان} few {# أشخاص منذ {hour}} many {# شخصا} other {# شخص}}",
      }),
    },
  ],
  "an Arabic count without its form for 11 to 99": [
    "arabic-plurals",
    {
      "messages/ar.json": catalogue({
        ...arabic,
        ...same,
        count: "{people, plural, one {شخص} two {شخصان} few {# أشخاص منذ <b>{hour}</b>} other {# شخص}}",
      }),
    },
  ],
  "a brace left open": [
    "message-readable",
    { "messages/en.json": catalogue({ ...english, ...same, staff: "You are at {desk." }) },
  ],
  "an empty sentence": ["message-empty", { "messages/tr.json": catalogue({ ...english, ...same, staff: " " }) }],
  "French left in the Turkish": [
    "message-translated",
    { "messages/tr.json": catalogue({ ...english, ...same, staff: french["staff"] ?? "" }) },
  ],
  "English left in the Arabic": [
    "message-translated",
    { "messages/ar.json": catalogue({ ...arabic, ...same, staff: "You are here." }) },
  ],
  "Eastern digits in the Arabic": [
    "latin-digits",
    { "messages/ar.json": catalogue({ ...arabic, ...same, staff: "الطاولة ٢" }) },
  ],
  "a straight apostrophe": ["french-apostrophe", inFrench("L'équipe vous appelle.")],
  "a question mark after a plain space": ["french-no-break-space", inFrench("Vous venez ?")],
  "an exclamation mark without a space": ["french-no-break-space", inFrench("Venez!")],
  "a colon after a plain space": ["french-no-break-space", inFrench("La table : 2.")],
  "a semicolon in one branch of a plural": [
    "french-no-break-space",
    {
      "messages/fr.json": catalogue({
        ...french,
        count: "{people, plural, one {# personne; une} other {# depuis <b>{hour}</b>}}",
      }),
    },
  ],
  "quotes without no-break spaces": ["french-quotes", inFrench("Touchez « Appeler ».")],
  "English quotes": ["french-quotes", inFrench("Touchez “Appeler”.")],
  "an hour that may break": ["french-hours", inFrench("Venez à 10 h 30.")],
  "an hour glued together": ["french-hours", inFrench("Venez à 10h30.")],
  "a rendez-vous that may break": ["french-rendez-vous", inFrench("Votre rendez-vous est gardé.")],
  "three points": ["french-ellipsis", inFrench("Un moment...")],
  file: ["forbidden-word", inFrench("Votre place dans la file.")],
  ticket: ["forbidden-word", inFrench("Votre ticket est le 15.")],
  poste: ["forbidden-word", inFrench("Allez au poste 2.")],
  "s’abonner": ["forbidden-word", inFrench("Pour vous abonner, touchez ici.")],
  "an inscrit": ["reader-agreement", inFrench("Vous êtes bien inscrit pour lundi.")],
  "a participle of any kind": ["reader-agreement", inFrench("Vous êtes maintenant connecté.")],
  "a question to a man": ["reader-agreement", inFrench("Êtes-vous déjà arrivé\u00a0?")],
  "a prêt alone": ["reader-agreement", inFrench("Prêt\u00a0?")],
  "an (e)": ["reader-agreement", inFrench("Chacun(e) passe à son tour.")],
  "a message that nobody sends": ["promised-message", inFrench("Si on annule, on vous préviendra.")],
  "a message that nobody sends, in English": [
    "promised-message",
    inLocale("en", "If we cancel, we will let you know."),
  ],
  "a message that nobody sends, in Turkish": [
    "promised-message",
    inLocale("tr", "İptal edersek size haber vereceğiz."),
  ],
  "a message that nobody sends, in Arabic": ["promised-message", inLocale("ar", "إذا ألغينا الموعد سنخبركم.")],
  "a message that nothing uses": [
    "message-unused",
    { "messages/fr.json": catalogue({ ...french, nobody: "Bonjour." }), ...inOthers("nobody") },
  ],
  "a typographic apostrophe in an SMS": ["sms-typography", smsIn("fr", "C’est a vous a {hour}.")],
  "a no-break space in an SMS": ["sms-typography", smsIn("tr", "Sıra sizde, saat\u00a0{hour}.")],
  "a hyphen that does not break in an SMS": ["sms-typography", smsIn("en", "Walk\u2011in at {hour}.")],
  "an argument that an SMS lost in ar": ["message-arguments", smsIn("ar", "جاء دوركم.")],
  "an SMS that tr does not have": [
    "message-missing",
    { "messages/sms/tr.json": catalogue({ code: "Kod {code}" }, "told") },
  ],
  "a long sentence in an SMS": [
    "short-sentences",
    smsIn("fr", "Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze {hour}."),
  ],
  "a straight apostrophe in an e-mail": ["french-apostrophe", mailIn("fr", "C'est à {hour}.")],
  "an argument that an e-mail lost in tr": ["message-arguments", mailIn("tr", "Bugün.")],
  "a digit that is not Latin in an e-mail": ["latin-digits", mailIn("ar", "الساعة {hour}، ٣.")],
  "a straight apostrophe in a sentence of the team": ["french-apostrophe", teamIn("fr", { title: "Toute l'équipe" })],
  "a sentence of the team that en does not have": ["message-missing", teamIn("en", {})],
  "a sentence of the team that nothing uses": [
    "message-unused",
    {
      ...teamIn("fr", { title: "Toute l’équipe", nobody: "Personne" }),
      ...teamIn("en", { title: "The whole team", nobody: "Nobody" }),
    },
  ],
  "a sentence of the team on the tablet": [
    "message-of-team",
    {
      "components/staff/said.tsx": SAID_TO_TEAM,
      "app/[locale]/conseiller/permanences/[id]/page.tsx": `import { Said } from "#components/staff/said.tsx";\n`,
    },
  ],
  "a namespace of the team that the pages in four languages have": [
    "message-in-both",
    {
      ...teamIn("fr", { title: "Toute l’équipe" }, "queue"),
      ...teamIn("en", { title: "The whole team" }, "queue"),
      "components/staff/said.tsx": `useTranslations("queue")("title")`,
    },
  ],
  "fifteen words": [
    "short-sentences",
    inFrench("Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze."),
  ],
};

/** Texts of law and help are read at leisure: their sentences may be longer. A code is really sent. */
const allowed: Record<string, Tree> = {
  "a long sentence of legal": saying(
    "legal",
    "Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze.",
  ),
  "a code that is sent to who signs in": inLocale("en", "No password: we send you a code."),
  "a long sentence of help": saying(
    "help",
    "Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze.",
  ),
};

let found: Record<string, readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn<string>("messages", clean, {
    clean: {},
    ...allowed,
    ...Object.fromEntries(Object.entries(planted).map(([title, [, tree]]) => [title, tree])),
  });
}, 60_000);

test("sentences that are well set, worded and translated are in order", () => {
  expect(found["clean"]).toEqual([]);
});

test.each(Object.keys(allowed))("%s is in order", (title) => {
  expect(found[title]).toEqual([]);
});

test.each(Object.entries(planted))("%s is seen, in its file, with how to write it", (title, [rule, tree]) => {
  expect([...new Set(found[title]?.map((breach) => breach.rule))]).toContain(rule);
  const breach = found[title]?.find((one) => one.rule === rule);
  expect(breach).toMatchObject({ file: Object.keys(tree)[0], instead: expect.stringMatching(/.{15}/) });
});

test("a breach stands at the line of its sentence", () => {
  expect(found["a straight apostrophe"]?.map(({ line }) => line)).toEqual([3]);
});

test("one fault gives one breach: the signs do not see each other’s faults", () => {
  for (const title of Object.keys(planted)) {
    expect({ title, rules: found[title]?.length }).toEqual({ title, rules: 1 });
  }
});
