import { hasLocale } from "next-intl";
import { routing, type Locale } from "./routing.ts";

/** The locale of an address; French when it is unknown. */
export const localeOf = (asked: string | null | undefined): Locale =>
  hasLocale(routing.locales, asked) ? asked : routing.defaultLocale;
