import type { Locale } from "./routing.ts";

const LATIN = ["/fonts/atkinson-latin.woff2", "/fonts/lexend-digits.woff2"];

/** The fonts that every page in a language needs (app/fonts.css), preloaded before the style sheet is read. */
export const fonts: Record<Locale, readonly string[]> = {
  fr: LATIN,
  ar: [...LATIN, "/fonts/noto-arabic.woff2"],
  tr: [...LATIN, "/fonts/atkinson-latin-more.woff2"],
  en: LATIN,
};
