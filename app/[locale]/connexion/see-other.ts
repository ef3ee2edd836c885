import { getPathname } from "#app/i18n/navigation.ts";
import { routing, type Locale } from "#app/i18n/routing.ts";
import type { FormTrouble } from "#app/api/handle-form.ts";
import { hasLocale } from "next-intl";

/** The locale of a form's address; French when it is none of ours. */
export const localeOf = (given: string): Locale => (hasLocale(routing.locales, given) ? given : routing.defaultLocale);

/** 303 to a path of this site with these cookies; a posted form never stays in the history. */
export function seeOther(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** The sign-in page in the reader's locale. */
export const signInPage = (locale: Locale, query: Record<string, string | undefined> = {}): string => {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const path = getPathname({ href: "/connexion", locale });
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`;
};

/** Back to the sign-in page, with what it had in its address, when its form could not be looked at. */
export const withTrouble = (locale: Locale, trouble: FormTrouble, query: Record<string, string | undefined> = {}): Response =>
  seeOther(signInPage(locale, { erreur: trouble === "too-many-requests" ? "wait" : trouble, ...query }));
