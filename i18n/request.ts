import { getRequestConfig } from "next-intl/server";
import { localeOf } from "./routing.ts";
import { teamLocales } from "./team-pages.ts";

type Catalogue = { readonly default: Record<string, never> };

/**
 * The messages of the page's locale, with those of the team where it speaks it; French where it is unknown (the layout
 * then answers 404).
 */
export default getRequestConfig(async ({ requestLocale }) => {
  const locale = localeOf(await requestLocale);
  const pages = (await import(`../messages/${locale}.json`)) as Catalogue;
  const ofTeam = teamLocales.find((one) => one === locale);
  const team = ofTeam && ((await import(`../messages/team/${ofTeam}.json`)) as Catalogue);
  return { locale, messages: { ...pages.default, ...team?.default }, timeZone: "Europe/Paris" };
});
