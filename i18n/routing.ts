import { defineRouting } from "next-intl/routing";

/** French has no prefix; the browser's language never redirects (docs/api.md#locales). */
export const routing = defineRouting({
  locales: ["fr", "ar", "tr", "en"],
  defaultLocale: "fr",
  localePrefix: "as-needed",
  localeDetection: false,
  localeCookie: false,
});

export type Locale = (typeof routing.locales)[number];

/** The locale of an address; French when it is unknown. */
export const localeOf = (asked: string | null | undefined): Locale =>
  routing.locales.find((locale) => locale === asked) ?? routing.defaultLocale;

export type Page = { readonly href: string; readonly locale: string };

/**
 * The address of a page in a language: French has no prefix. Not next-intl's own function, which would add 15 kB of
 * script to every page.
 */
export const getPathname = ({ href, locale }: Page): string =>
  locale === routing.defaultLocale ? href : `/${locale}${href.replace(/^\/(?=\?|$)/u, "")}`;
