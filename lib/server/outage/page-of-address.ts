import type { TextLocale } from "#lib/server/translate.ts";

/**
 * The languages of the pages, in the order in which they are shown. French has no prefix in an address
 * (docs/api.md#locales).
 */
export const LANGUAGES: readonly TextLocale[] = ["fr", "ar", "tr", "en"];

/**
 * Who opens a page, and so what is said first. `number`: who waits in the room; `appointment`: who has one; `door`: who
 * asks for a number; `team`: staff; `screen`: everybody in the room; `site`: anybody else.
 */
export type Readers = "number" | "appointment" | "door" | "team" | "screen" | "site";

const FIRST: readonly (readonly [RegExp, Readers])[] = [
  [/^\/suivi\/./, "number"],
  [/^\/(rendez-vous|r)\/./, "appointment"],
  [/^\/porte\/./, "door"],
  [/^\/(conseiller|connexion|reponse)(\/|$)/, "team"],
  [/^\/ecran\/./, "screen"],
];

/** The language and the readers of the page at this path. */
export function pageOfAddress(path: string): { readonly locale: TextLocale; readonly readers: Readers } {
  const { locale, inFrench } = split(path);
  return { locale, readers: FIRST.find(([pattern]) => pattern.test(inFrench))?.[1] ?? "site" };
}

/** Whether this is the path of the data of a room's screen, in whatever language. */
export const isScreenData = (path: string): boolean => /^\/ecran\/[^/]+\/etat$/.test(split(path).inFrench);

/** The language of a path, and the path without it. */
function split(path: string): { readonly locale: TextLocale; readonly inFrench: string } {
  const [, first] = path.split("/");
  const locale = LANGUAGES.find((language) => language === first) ?? "fr";
  return { locale, inFrench: first === locale ? path.slice(locale.length + 1) : path };
}
