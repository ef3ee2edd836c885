import { getPathname } from "#i18n/navigation.ts";

type Query = { readonly lieu?: string | undefined; readonly refus?: string | undefined };

/** The address of the page on which the shared tablet of a place is opened. `lieu`: the slug of the place; `refus`: why it was not. */
export function tabletAddress(locale: string, query: Query = {}): string {
  const filled = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const path = getPathname({ href: "/tablette", locale });
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`;
}

/** The address of the page of names, for what was typed or scanned (`choiceOfCode`). */
export const namesAddress = (locale: string, choice: string): string =>
  `${getPathname({ href: "/tablette/noms", locale })}?${new URLSearchParams({ choix: choice })}`;
