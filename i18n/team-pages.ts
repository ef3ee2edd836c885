import type { Locale } from "./routing.ts";

/**
 * The languages of the pages of the team, and of the mails that lead to them; those of everybody else are in `routing`.
 */
export const teamLocales = ["fr", "en"] as const satisfies readonly Locale[];

/** The language of the team that is asked for; French where it has none. */
export const teamLocaleOf = (asked: string | null | undefined): (typeof teamLocales)[number] =>
  teamLocales.find((locale) => locale === asked) ?? "fr";

/** Where the pages of the team stand. */
const TEAM = /^\/(?:accueil|connexion|conseiller|coordination|installation|invitation|moi|reponse)(?:\/|$)/u;

/**
 * What stays in four languages among them: the tablet with its copies and practice, the paper that a person is handed,
 * and the way out of all of these.
 */
const IN_FOUR = /^\/(?:accueil\/papier|connexion\/quitter|conseiller\/(?:copies|entrainement|permanences\/[^/]+))\/?$/u;

/** Whether a page of the team, or a form of one, stands at this path, which is without its language. */
export const isTeamPage = (path: string): boolean => TEAM.test(path) && !IN_FOUR.test(path);

/** What is neither for residents nor of the team: screens, devices, and what stands in a frame of another site. */
const OTHERS = /^\/(?:appareil|ecran|integrer|tablette)(?:\/|$)/u;

/** Whether a page for residents stands at this path, which is without its language. */
export const isForResidents = (path: string): boolean => !TEAM.test(path) && !OTHERS.test(path);
