import type { Page } from "playwright-core";
import { PAGE_ROUTES } from "#lib/server/edge/page-routes.ts";
import { PAGES, pageAt } from "./pages.ts";

/**
 * What stands first in the addresses of residents, of the screen in a room and of what is printed. Every other page is
 * one of the team or of a partner.
 */
const OF_RESIDENTS =
  /^(?:\/chez\/\[slug\])?(?:\/(?:accessibilite|aide|ateliers|donnees-personnelles|ecran|lieux|mentions-legales|permanences|plan-du-site|porte|rendez-vous|retrouver|suivi)(?:\/.*)?)?\/?$/u;

/** Leads on to the step at which the set-up stands. */
const LEADS_ON = "/coordination/premiere-heure";

/** Every page of the team and of its partners, of `PAGE_ROUTES`: a new one is among them. */
const STAFF_PAGES: readonly string[] = PAGE_ROUTES.filter(
  (route) => PAGES.includes(route) && !OF_RESIDENTS.test(route) && route !== LEADS_ON,
);

/** The route of the page that is open. */
export const routeOf = (page: Page): string => pageAt(new URL(page.url()).pathname) ?? page.url();

/**
 * The pages of the team and of its partners that are neither among these nor tested elsewhere (by route, with the file
 * that does it).
 */
export const missingPages = (
  met: ReadonlySet<string>,
  elsewhere: Readonly<Record<string, string>>,
): readonly string[] => STAFF_PAGES.filter((route) => !met.has(route) && !(route in elsewhere));
