import type { Fault } from "./typography.ts";

/** A whole word, whatever its case; \b of JavaScript does not know é. */
const word = (words: string): RegExp => new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, "iu");

/** Forms of “you are” that a participle or adjective follows. */
const YOU = String.raw`(?:vous (?:êtes|serez|étiez|restez|avez été)|êtes[-‑]vous|serez[-‑]vous|soyez|restez)`;
const MEANWHILE = String.raw`(?:\s(?:bien|déjà|maintenant|encore|toujours|pas|plus|jamais|donc))*`;
const MASCULINE = String.raw`(?:\p{L}+é|inscrit|prêt|seul|sûr|certain|absent|présent|averti|reçu|attendu|venu|parti|admis|mis|pris|servi|content|satisfait|nouveau|premier|dernier|patient|bienvenu)`;

/** Technical words that residents misunderstand, and masculine forms that address the reader. */
export const wording: readonly Fault[] = [
  {
    rule: "forbidden-word",
    pattern: word("files?"),
    wrong: "says “file”, which is a queue of cars or a computer file",
    instead: "Write « avant vous », « votre tour ».",
  },
  { rule: "forbidden-word", pattern: word("tickets?"), wrong: "says “ticket”", instead: "Write « numéro »." },
  {
    rule: "forbidden-word",
    pattern: new RegExp(String.raw`(?<!\p{L})(?<!La\s)(?:[Pp]ostes?|Postes)(?!\p{L})`, "u"),
    wrong: "says “poste”, which is the post office",
    instead: "Write « table ».",
  },
  {
    rule: "forbidden-word",
    pattern: word("abonn(?:er|ez|ons|é|ée|és|ées|ement|ements)"),
    wrong: "says “s’abonner”, which sounds like paying",
    instead: "Write « ajouter à mon agenda », « recevoir les nouvelles ».",
  },
  {
    rule: "reader-agreement",
    pattern: new RegExp(String.raw`(?<!\p{L})${YOU}${MEANWHILE}\s${MASCULINE}(?!\p{L})`, "iu"),
    wrong: "takes the reader for a man",
    instead: "Turn the sentence round: « C’est à vous. », « Votre place est gardée. ».",
  },
  {
    rule: "reader-agreement",
    pattern: /(?<!\p{L})(?:inscrit|arrivé|prêt|connecté|appelé|prévenu|invité)\s?(?=[.!?…]|$)(?<=^\s*\p{L}+\s?)/iu,
    wrong: "takes the reader for a man",
    instead: "Say what happened, not what the reader is: « Inscription faite. ».",
  },
  {
    rule: "reader-agreement",
    pattern: /\p{L}(?:\(e\)|[·.]e(?:[·.]s)?)(?!\p{L})/u,
    wrong: "marks the two genders inside a word, which is hard to read",
    instead: "Turn the sentence round so that no agreement is needed.",
  },
  {
    rule: "promised-message",
    pattern: /(?<!\p{L})vous\s+(?:prévien|préven|avert)\p{L}*/iu,
    wrong: "says that somebody is told, while no message is sent",
    instead: "Say what is true: the page shows it, the team may call.",
  },
  {
    rule: "latin-digits",
    pattern: /[٠-٩۰-۹]/u,
    wrong: "has digits that differ from those on the screen in the room",
    instead: "Write Latin digits in every locale.",
  },
];
