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
