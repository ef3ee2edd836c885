import type { MessageLocale } from "./catalogue.ts";
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
];

/** In every language: digits that the screen in the room does not have. */
export const latinDigits: Fault = {
  rule: "latin-digits",
  pattern: /[٠-٩۰-۹]/u,
  wrong: "has digits that differ from those on the screen in the room",
  instead: "Write Latin digits in every locale.",
};

/** Phrases by which a sentence promises that somebody is told. The code of a sign-in is really sent. */
const PROMISES: Readonly<Record<MessageLocale, readonly string[]>> = {
  fr: [
    String.raw`vous\s+(?:prévien|préven|avert|enverr)`,
    String.raw`vous\s+envoie(?!\s+un code)`,
    String.raw`on vous écri(?:t|ra)`,
    String.raw`vous recev(?:ez|rez) une? (?:message|SMS|e-?mail|mail|courriel|notification)`,
  ],
  en: [
    String.raw`(?:notify|inform|warn|alert|text|message|e-?mail) you`,
    "we (?:will |’ll )?write to you",
    "let you know",
    String.raw`send you(?! a code)`,
    String.raw`you (?:will|’ll) be (?:notified|informed|told|contacted)`,
    String.raw`you (?:will|’ll) (?:get|receive) an? (?:message|text|e-?mail|notification)`,
  ],
  tr: [
    "haber ver(?:iriz|eceğiz|ilir)",
    "size (?:mesaj|SMS|e-?posta|bildirim|yazarız|yazacağız)",
    "(?:mesaj|SMS|e-?posta|bildirim) (?:gönderir|göndereceğ|alırsınız|alacaksınız)",
    "sizi (?:bilgilendir|uyar)",
  ],
  ar: [
    "(?:نخبركم|نعلمكم|نبلغكم|ننبهكم|نراسلكم)",
    String.raw`نرسل (?:إليكم|لكم)(?! رمز)`,
    "(?:تصلكم|تتلقون) (?:رسالة|إشعار)",
  ],
};

/**
 * A sentence that promises a message whether or not this installation can send one; what is said under `{sends, select,
 * …}` depends on its contracts. An Arabic verb may begin with the letter of the future.
 */
export const promisedMessage = (locale: MessageLocale): Fault => ({
  rule: "promised-message",
  pattern: new RegExp(String.raw`(?<!\p{L})${locale === "ar" ? "[سول]*" : ""}(?:${PROMISES[locale].join("|")})`, "iu"),
  unless: /\{sends, select,/u,
  wrong: "says that somebody is told, also where no message is sent",
  instead: "Say it under {sends, select, …}, or say what is always true: the page shows it, the team may call.",
});

/** In every locale: an example to copy, an e-mail address or a telephone number, with a full stop after it. */
export const exampleToCopy: Fault = {
  rule: "example-to-copy",
  pattern: /(?:@[\w-]+\.\p{L}+|\d{2}(?:\s\d{2}){4})\u2069?\.(?:\s|$)/u,
  wrong: "ends an example to copy with a full stop",
  instead: "Leave it out: somebody copies it with the example.",
};
