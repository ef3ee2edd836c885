/** French names of the roles of a page, as a screen reader says them; roles without a name have an empty text. */
const PARTS: Readonly<Record<string, string>> = {
  document: "",
  paragraph: "",
  strong: "",
  emphasis: "",
  deletion: "barré",
  generic: "",
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
};

/** Roles whose name is their whole content, which is not read a second time. */
const WHOLE = ["heading", "link", "button"];

const FACTS: readonly (readonly [RegExp, string])[] = [
  [/^assertive: /u, "dit aussitôt : "],
  [/^polite: /u, "dit ensuite : "],
  [/, level \d+, position (\d+), set size (\d+)/u, " $1 sur $2"],
  [/, position (\d+), set size (\d+)/u, ", $1 sur $2"],
  [/, level (\d+)/u, ", niveau $1"],
  [/, current item/u, ", actuel"],
  [/, not checked/u, ", non coché"],
  [/, checked/u, ", coché"],
  [/, selected/u, ""],
  [/, has popup listbox, not expanded/u, ""],
  [/, not expanded/u, ", réduit"],
  [/, expanded/u, ", développé"],
  [/, invalid/u, ", incorrect"],
  [/, required/u, ", obligatoire"],
];

const plain = (text: string): string => text.replace(/\s+/gu, " ");

/** Phrases of the reader as somebody hears them in French, a line each. Ends are not said, nor choices of a closed list. */
export function inFrench(phrases: readonly string[]): readonly string[] {
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
      phrase.startsWith("end of ") ||
      (part === "alert" && !hasParts) ||
      phrase === "group" ||
      plain(phrase) === boxed
    )
      return;
    boxed = /^(?:checkbox|radio)$/u.test(part) ? plain(rest[0] ?? "") : undefined;
    const inside = whole !== undefined && plain(whole).includes(plain(rest.join(", ") || phrase));
    if (inside && part === "link") lines.push(`${lines.pop() ?? ""}, lien`);
    if (inside || (part === "option" && !rest.includes("selected"))) return;
    if (WHOLE.includes(part) && hasParts) whole = phrase;
    const line = said(part, rest, phrase);
    if (line !== "") lines.push(line);
  });
  return lines;
}

function said(part: string, rest: readonly string[], phrase: string): string {
  const words = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
  if (words === "" || (part === "list" && rest.length === 0)) return "";
  // The value of a button is sent, not seen or said.
  const facts = part === "button" && rest[1] !== undefined && rest[0]?.includes(rest[1]) ? rest.slice(0, 1) : rest;
  return FACTS.reduce(
    (line, [english, french]) => line.replace(english, french),
    words === undefined ? phrase : [words, ...facts].join(", "),
  );
}
