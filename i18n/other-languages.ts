import { routing, type Locale } from "./routing.ts";

/** The product's languages that are spoken at a place, without that of the page. */
export const otherLanguagesOf = (place: { readonly languages: readonly string[] }, locale: Locale): readonly Locale[] =>
  routing.locales.filter((other) => other !== locale && place.languages.includes(other));
