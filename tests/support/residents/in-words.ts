import type { Locale } from "#i18n/routing.ts";

/** What a screen reader says of its own, beside the texts of the page. `parts`: names of roles; those that are not said have an empty text. */
type Words = {
  readonly parts: Readonly<Record<string, string>>;
  readonly facts: readonly (readonly [RegExp, string])[];
  readonly comma: string;
};

const UNSAID = {
  document: "",
  paragraph: "",
  strong: "",
  emphasis: "",
  generic: "",
  term: "",
  definition: "",
  rowgroup: "",
  caption: "",
};

const FRENCH: Words = {
  parts: {
    ...UNSAID,
    deletion: "barré",
    group: "groupe",
    radiogroup: "groupe de boutons radio",
    banner: "en-tête",
    main: "contenu principal",
    contentinfo: "pied de page",
    navigation: "navigation",
    region: "région",
    form: "formulaire",
    article: "article",
    heading: "titre",
    link: "lien",
    button: "bouton",
    list: "liste",
    listitem: "élément",
    img: "image",
    alert: "alerte",
    status: "information",
    combobox: "liste déroulante",
    option: "choix",
    radio: "bouton radio",
    checkbox: "case à cocher",
    textbox: "zone de saisie",
    table: "tableau",
    row: "ligne",
    columnheader: "en-tête de colonne",
    rowheader: "en-tête de ligne",
    cell: "cellule",
  },
  facts: [
    [/^assertive: /u, "dit aussitôt : "],
    [/^polite: /u, "dit ensuite : "],
    [/, level \d+, position (\d+), set size (\d+)/u, " $1 sur $2"],
    [/, position (\d+), set size (\d+)/u, ", $1 sur $2"],
    [/, level (\d+)/u, ", niveau $1"],
    [/, current (?:item|page)/u, ", actuel"],
    [/, not checked/u, ", non coché"],
    [/, checked/u, ", coché"],
    [/, selected/u, ""],
    [/, has popup listbox, not expanded/u, ""],
    [/, not expanded/u, ", réduit"],
    [/, expanded/u, ", développé"],
    [/, invalid/u, ", incorrect"],
    [/, required/u, ", obligatoire"],
  ],
  comma: ", ",
};

const ARABIC: Words = {
  parts: {
    ...UNSAID,
    deletion: "مشطوب",
    group: "مجموعة",
    radiogroup: "مجموعة أزرار اختيار",
    banner: "رأس الصفحة",
    main: "المحتوى الرئيسي",
    contentinfo: "تذييل الصفحة",
    navigation: "تنقل",
    region: "منطقة",
    form: "نموذج",
    article: "مقال",
    heading: "عنوان",
    link: "رابط",
    button: "زر",
    list: "قائمة",
    listitem: "عنصر",
    img: "صورة",
    alert: "تنبيه",
    status: "معلومة",
    combobox: "قائمة منسدلة",
    option: "اختيار",
    radio: "زر اختيار",
    checkbox: "مربع اختيار",
    textbox: "حقل كتابة",
    table: "جدول",
    row: "صف",
    columnheader: "رأس عمود",
    rowheader: "رأس صف",
    cell: "خلية",
  },
  facts: [
    [/^assertive: /u, "يقال فورًا: "],
    [/^polite: /u, "يقال بعد ذلك: "],
    [/, level \d+, position (\d+), set size (\d+)/u, " $1 من $2"],
    [/, position (\d+), set size (\d+)/u, "، $1 من $2"],
    [/, level (\d+)/u, "، مستوى $1"],
    [/, current (?:item|page)/u, "، الحالي"],
    [/, not checked/u, "، غير محدد"],
    [/, checked/u, "، محدد"],
    [/, selected/u, ""],
    [/, has popup listbox, not expanded/u, ""],
    [/, not expanded/u, "، مطوي"],
    [/, expanded/u, "، مفتوح"],
    [/, invalid/u, "، غير صحيح"],
    [/, required/u, "، إلزامي"],
  ],
  comma: "، ",
};

const WORDS: Readonly<Record<"fr" | "ar", Words>> = { fr: FRENCH, ar: ARABIC };

/** The languages in which what is spoken is kept. */
export type SpokenLocale = Extract<Locale, keyof typeof WORDS>;

/** Roles whose name is their whole content, which is not read a second time. */
const WHOLE = ["heading", "link", "button", "columnheader", "rowheader"];

/** The value of a list or of its choice, as it is sent: an id, a date or a word of ours. It is not said; the text of the choice is. */
const SENT = /, (?:[\da-f-]{36}|\d{4}-\d\d-\d\d|[a-z-]+)(?=$|, (?:has popup|selected))/u;

/** Roles that the reader calls by all that they hold, which is read after them. */
const CALLED_BY_CONTENT = ["row", "cell"];

const plain = (text: string): string => text.replace(/\s+/gu, " ");

/** Phrases of the reader as somebody hears them in that language, a line each. Ends are not said, nor choices of a closed list. */
export function inWords(phrases: readonly string[], locale: SpokenLocale = "fr"): readonly string[] {
  const words = WORDS[locale];
  const lines: string[] = [];
  /** The role whose content is being skipped, until its end. */
  let whole: string | undefined;
  let boxed: string | undefined;
  phrases.forEach((phrase, index) => {
    const [part = "", ...rest] = phrase.split(", ");
    if (phrase === `end of ${whole}`) whole = undefined;
    const hasParts = phrases.includes(`end of ${phrase}`, index);
    // An alert that says nothing yet, what folds, and the label of a box that was just called by it.
    if (
      /^end(?: of|,) /u.test(phrase) ||
      (part === "alert" && !hasParts) ||
      phrase === "group" ||
      plain(phrase) === boxed
    )
      return;
    boxed = /^(?:checkbox|radio)$/u.test(part) ? plain(rest[0] ?? "") : undefined;
    const inside = whole !== undefined && plain(whole).includes(plain(rest.join(", ") || phrase));
    if (inside && part === "link") lines.push(`${lines.pop() ?? ""}, ${words.parts["link"] ?? ""}`);
    if (inside || (part === "option" && !rest.includes("selected"))) return;
    if (WHOLE.includes(part) && hasParts) whole = phrase;
    // « table » may be a word of the page; a table ends.
    const line = part === "table" && !hasParts ? phrase : said(words, part, rest, phrase);
    if (line !== "") lines.push(line);
  });
  return lines;
}

function said({ parts, facts: ownFacts, comma }: Words, part: string, rest: readonly string[], phrase: string): string {
  const name = Object.hasOwn(parts, part) ? parts[part] : undefined;
  if (name === "" || (part === "list" && rest.length === 0)) return "";
  const line = ownFacts.reduce(
    (text, [english, own]) => text.replace(english, own),
    name === undefined ? phrase : [name, ...factsOf(part, rest)].join(", "),
  );
  return name === undefined ? line : line.replace(", ", comma);
}

/** What is said after the name of a role. */
function factsOf(part: string, rest: readonly string[]): readonly string[] {
  if (CALLED_BY_CONTENT.includes(part)) return [];
  if (part === "combobox" || part === "option") return [rest.join(", ").replace(SENT, "")];
  // The value of a button is sent too.
  return part === "button" && rest[1] !== undefined && rest[0]?.includes(rest[1]) ? rest.slice(0, 1) : rest;
}
