import { createTranslator } from "next-intl";
import { ar, fr } from "#tests/support/catalogues.ts";

/** The languages of the tests: one written left to right, one right to left. */
export const LANGUAGES = ["fr", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

const MESSAGES = { fr, ar } as const;

/** A function that returns the text of a message key in that language. */
export function textsIn(
  language: Language,
): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  const t = createTranslator({ locale: language, messages: MESSAGES[language], timeZone: "Europe/Paris" });
  return (key, values) => (t as (key: string, values?: object) => string)(key, values);
}
