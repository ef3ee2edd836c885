import { redirect as leadTo } from "next/navigation";
import { routing } from "./routing.ts";

type Page = { readonly href: string; readonly locale: string };

/**
 * The address of a page in a language: French has no prefix. Not next-intl's own function, which would add 15 kB of
 * script to every page.
 */
export const getPathname = ({ href, locale }: Page): string =>
  locale === routing.defaultLocale ? href : `/${locale}${href.replace(/^\/(?=\?|$)/u, "")}`;

/** Redirects to a page in the reader's language. */
export const redirect = (page: Page): never => leadTo(getPathname(page));
