import { routing, type Locale } from "./routing.ts";

/**
 * The name of each language, and what offers a page in it (`thisPage`), written in that language. They do not depend on
 * the language of the page, so they are not in `messages/`.
 */
export const languages: Record<Locale, { readonly short: string; readonly name: string; readonly thisPage: string }> = {
  fr: { short: "FR", name: "Fran\u00e7ais", thisPage: "Cette page en fran\u00e7ais" },
  ar: { short: "ع", name: "العربية", thisPage: "هذه الصفحة بالعربية" },
  tr: { short: "TR", name: "T\u00fcrk\u00e7e", thisPage: "Bu sayfan\u0131n T\u00fcrk\u00e7esi" },
  en: { short: "EN", name: "English", thisPage: "This page in English" },
};

/** The languages of messages to choose from, each in its own name. */
export const languageOptions = routing.locales.map((value) => ({ value, label: languages[value].name }));

/** The product's languages that are spoken at a place, without that of the page. */
export const otherLanguagesOf = (place: { readonly languages: readonly string[] }, locale: Locale): readonly Locale[] =>
  routing.locales.filter((other) => other !== locale && place.languages.includes(other));
