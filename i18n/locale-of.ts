import { hasLocale } from "next-intl";
import { routing, type Locale } from "./routing.ts";

/** The locale that an address asks for; French when it is none of ours. */
export const localeOf = (asked: string | null | undefined): Locale =>
  hasLocale(routing.locales, asked) ? asked : routing.defaultLocale;
