import type { Posted } from "#app/form.ts";
import { getPathname } from "#i18n/routing.ts";

type Query = { readonly lieu?: string | undefined; readonly refus?: string | undefined };

/**
 * The address of the page on which the shared tablet of a place is opened. `lieu`: the slug of the place; `refus`: why
 * it was not.
 */
export function tabletAddress(locale: string, query: Query = {}): string {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const path = getPathname({ href: "/tablette", locale });
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`;
}

/** The path of the page of names, for what was typed or scanned (`choiceOfCode`). */
export const namesPath = (choice: string): string => `/tablette/noms?${new URLSearchParams({ choix: choice })}`;

/** How the page is told why a form of it was refused, with the place that the form holds. */
export const withPlace = async (refus: string, { fields }: Posted): Promise<Readonly<Record<string, string>>> => {
  const lieu = (await fields().catch(() => undefined))?.["lieu"];
  return { ...(lieu !== undefined && { lieu }), refus };
};
