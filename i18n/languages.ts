import { routing, type Locale } from "./routing.ts";

/** Each language named in itself; the same on every page, so these are no messages. */
export const languages: Record<Locale, { readonly short: string; readonly name: string }> = {
  fr: { short: "FR", name: "Fran\u00e7ais" },
  ar: { short: "ع", name: "العربية" },
  tr: { short: "TR", name: "T\u00fcrk\u00e7e" },
  en: { short: "EN", name: "English" },
};

/** The product's languages that are spoken at a place, without that of the page. */
export const otherLanguagesOf = (place: { readonly languages: readonly string[] }, locale: Locale): readonly Locale[] =>
  routing.locales.filter((other) => other !== locale && place.languages.includes(other));
