/** As in the addresses: French has no prefix. */
export const LOCALES = ["fr", "ar", "tr", "en"] as const;

/** What the fonts of a page may weigh together in each language, in kB (issue 4). */
export const MOST_FONTS: Readonly<Record<(typeof LOCALES)[number], number>> = { fr: 60, ar: 130, tr: 80, en: 60 };

/** What a page may send of compressed script above an empty one, in kB (issue 4). */
export const MOST_SCRIPT = 35;

/** The address of a French page in a language. */
export const inLocale = (address: string, locale: (typeof LOCALES)[number]): string =>
  locale === "fr" ? address : `/${locale}${address === "/" ? "" : address}`;
