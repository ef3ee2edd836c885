import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTranslator } from "use-intl/core";

/** The languages of all texts. */
export type TextLocale = "fr" | "ar" | "tr" | "en";

/** The languages of the texts of the team: of its pages, and of the mails that lead to them. */
export type TeamLocale = "fr" | "en";

/** Answers the text of a key in `messages`, with its placeholders filled. */
export type Translate = (key: string, values?: Record<string, string | number>) => string;

const texts = new Map<string, Record<string, never>>();

/**
 * The texts of one namespace for what is written outside a page: an e-mail, a calendar entry. Those of the team are in
 * French and English: in French for any other language.
 */
export function translatorIn(locale: TextLocale, namespace: string): Translate {
  if (Object.hasOwn(textsOf(locale), namespace.split(".")[0] ?? "")) return translatorOf(locale, locale, namespace);
  const ofTeam = locale === "en" ? "en" : "fr";
  return translatorOf(ofTeam, `team/${ofTeam}`, namespace);
}

/** The texts of SMS, which have a catalogue of their own (`messages/sms`). */
export const translatorOfSms = (locale: TextLocale): Translate => translatorOf(locale, `sms/${locale}`);

/** The texts of e-mails to residents, which have a catalogue of their own (`messages/mail`). */
export const translatorOfMails = (locale: TextLocale): Translate => translatorOf(locale, `mail/${locale}`);

/**
 * By catalogue and namespace. Each keeps the sentences that it has read: a new one would read them again for each text.
 */
const translators = new Map<string, Translate>();

function translatorOf(locale: TextLocale, catalogue: string, namespace?: string): Translate {
  const name = `${catalogue} ${namespace ?? ""}`;
  const known = translators.get(name);
  if (known) return known;
  const made = createTranslator({
    locale,
    messages: textsOf(catalogue),
    ...(namespace !== undefined && { namespace: namespace as never }),
  }) as Translate;
  translators.set(name, made);
  return made;
}

function textsOf(catalogue: string): Record<string, never> {
  const known = texts.get(catalogue);
  if (known) return known;
  // Read, not imported: plain Node wants an attribute on a JSON import that the tests' compiler cannot write.
  const read = JSON.parse(
    readFileSync(join(/* turbopackIgnore: true */ process.cwd(), "messages", `${catalogue}.json`), "utf8"),
  ) as Record<string, never>;
  texts.set(catalogue, read);
  return read;
}
