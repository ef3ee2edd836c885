/** The languages of the pages. */
export const LOCALES = ["fr", "ar", "tr", "en"] as const;

/**
 * The most that the fonts of a page may weigh together in each language, in kB (docs/decisions/pages-for-residents.md).
 */
export const MOST_FONTS: Readonly<Record<(typeof LOCALES)[number], number>> = { fr: 60, ar: 130, tr: 80, en: 60 };

/**
 * The most compressed script that a page may send above an empty one, in kB (docs/decisions/pages-for-residents.md).
 */
export const MOST_SCRIPT = 35;

/** The address of a French page in another language; French has no prefix. */
export const inLocale = (address: string, locale: (typeof LOCALES)[number]): string =>
  locale === "fr" ? address : `/${locale}${address === "/" ? "" : address}`;
