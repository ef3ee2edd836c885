/**
 * What a screen reader says of its own in French, beside the texts of the page: names of roles; those that are not said
 * have an empty text.
 */
const PARTS: Readonly<Record<string, string>> = {
  document: "",
  paragraph: "",
  strong: "",
  emphasis: "",
  generic: "",
  term: "",
  definition: "",
  rowgroup: "",
  caption: "",
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
};

/** The same of facts about a part, in the order in which they are looked for. */
const FACTS: readonly (readonly [RegExp, string])[] = [
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
];

/** Roles whose name is their whole content, which is not read a second time. */
const WHOLE = ["heading", "link", "button", "columnheader", "rowheader"];

/**
 * The value of a list or of its choice, as it is sent: an id, a date or a word of ours. It is not said; the text of the
 * choice is.
 */
const SENT = /, (?:[\da-f-]{36}|\d{4}-\d\d-\d\d|[a-z-]+)(?=$|, (?:has popup|selected))/u;

/** Roles that the reader calls by all that they hold, which is read after them. */
const CALLED_BY_CONTENT = ["row", "cell"];

const plain = (text: string): string => text.replace(/\s+/gu, " ");

/**
 * Phrases of the reader as somebody hears them in French, a line each. Ends are not said, nor choices of a closed list.
 */
export function inWords(phrases: readonly string[]): readonly string[] {
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
    if (inside && part === "link") lines.push(`${lines.pop() ?? ""}, ${PARTS["link"] ?? ""}`);
    if (inside || (part === "option" && !rest.includes("selected"))) return;
    if (WHOLE.includes(part) && hasParts) whole = phrase;
    // « table » may be a word of the page; a table ends.
    const line = part === "table" && !hasParts ? phrase : said(part, rest, phrase);
    if (line !== "") lines.push(line);
  });
  return lines;
}

function said(part: string, rest: readonly string[], phrase: string): string {
  const name = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
  if (name === "" || (part === "list" && rest.length === 0)) return "";
  return FACTS.reduce(
    (text, [english, french]) => text.replace(english, french),
    name === undefined ? phrase : [name, ...factsOf(part, rest)].join(", "),
  );
}

/** What is said after the name of a role. */
function factsOf(part: string, rest: readonly string[]): readonly string[] {
  if (CALLED_BY_CONTENT.includes(part)) return [];
  if (part === "combobox" || part === "option") return [rest.join(", ").replace(SENT, "")];
  // The value of a button is sent too.
  return part === "button" && rest[1] !== undefined && rest[0]?.includes(rest[1]) ? rest.slice(0, 1) : rest;
}
