import { routing, type Locale } from "./routing.ts";

/**
 * The name of each language, written in that language. Names do not depend on the language of the page, so they are not
 * in `messages/`.
 */
export const languages: Record<Locale, { readonly short: string; readonly name: string }> = {
  fr: { short: "FR", name: "Fran\u00e7ais" },
  ar: { short: "ع", name: "العربية" },
  tr: { short: "TR", name: "T\u00fcrk\u00e7e" },
  en: { short: "EN", name: "English" },
};

/** The languages of messages to choose from, each in its own name. */
export const languageOptions = routing.locales.map((value) => ({ value, label: languages[value].name }));

/** The product's languages that are spoken at a place, without that of the page. */
export const otherLanguagesOf = (place: { readonly languages: readonly string[] }, locale: Locale): readonly Locale[] =>
  routing.locales.filter((other) => other !== locale && place.languages.includes(other));
