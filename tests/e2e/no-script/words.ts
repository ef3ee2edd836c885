import { createTranslator } from "next-intl";
import ar from "#messages/ar.json";
import fr from "#messages/fr.json";

/** The languages in which whole journeys are walked: one from the left, one from the right. */
export const LANGUAGES = ["fr", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

const MESSAGES = { fr, ar } as const;

/** A sentence of the product in that language, by its key. */
export function wordsIn(
  language: Language,
): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  const t = createTranslator({ locale: language, messages: MESSAGES[language], timeZone: "Europe/Paris" });
  return (key, values) => (t as (key: string, values?: object) => string)(key, values);
}
