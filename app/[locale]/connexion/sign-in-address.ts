import { getPathname } from "#i18n/routing.ts";
import { type FormFailure, seeOther } from "#app/form.ts";
import type { SignedIn } from "#lib/server/auth/login.ts";
import { firstPageOf } from "#lib/server/planning/today/first-page.ts";

type Query = {
  readonly etape?: "code" | undefined;
  readonly erreur?: string;
  readonly minutes?: string;
  readonly retour?: string | undefined;
  readonly repris?: string | undefined;
};

/**
 * The address of the sign-in page in the reader's language. `retour`: a path of this site, with its language, to return
 * to. `repris`: the e-mail address that was typed, sealed (`sealEmail`).
 */
export const signInAddress = (locale: string, query: Query = {}): string => {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const path = getPathname({ href: "/connexion", locale });
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`;
};

/** The page that asks for the second factor of whoever is half signed in; `retour` as above. */
export const secondFactorAddress = (locale: string, retour?: string): string => {
  const path = getPathname({ href: "/connexion/second-facteur", locale });
  return retour === undefined ? path : `${path}?${new URLSearchParams({ retour })}`;
};

/** Where whoever just signed in goes on: to the page that they wanted, or to their second factor first. */
export const addressAfterSignIn = async (
  locale: string,
  { actor }: Pick<SignedIn, "actor">,
  retour?: string,
): Promise<string> => {
  if (!actor) return secondFactorAddress(locale, retour);
  return retour ?? getPathname({ href: await firstPageOf(actor), locale });
};

/**
 * The sign-in page, with how many minutes to wait; the seconds are rounded up. `guesses`: after too many wrong
 * codes from this network address; `closed`: after too many for this e-mail address today.
 */
export const waitAddress = (
  locale: string,
  seconds: number,
  { etape, erreur, ...query }: { readonly erreur: "wait" | "guesses" | "closed" } & Omit<Query, "erreur" | "minutes">,
): string => signInAddress(locale, { etape, erreur, minutes: String(Math.ceil(seconds / 60)), ...query });

/** Back to the sign-in page, with its query, when its form could not be processed. */
export const backToSignIn = (
  locale: string,
  trouble: FormFailure,
  query: Record<string, string | undefined> = {},
): Response =>
  seeOther(signInAddress(locale, { erreur: trouble === "too-many-requests" ? "wait" : trouble, ...query }));
