import { getMessages } from "next-intl/server";
import { routing } from "#i18n/routing.ts";
import type { TabletSite } from "#components/tablet/tablet-context.ts";

/** Why somebody passes before somebody else, in every language. */
export async function whyTexts(): Promise<TabletSite["why"]> {
  const texts = await Promise.all(
    routing.locales.map(async (locale) => [locale, (await getMessages({ locale }))["why"]] as const),
  );
  return Object.fromEntries(texts) as TabletSite["why"];
}
