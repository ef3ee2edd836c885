import type { Browser, BrowserContext, Page } from "playwright-core";
import { routing, type Locale } from "#i18n/routing.ts";
import { openDevice } from "#tests/support/devices.ts";
import type { PageState } from "./states.ts";
import type { ScenarioContext } from "./scenario-context.ts";

/**
 * One browser context for each language, with its cache. Its pages allow injected scripts (screen reader, axe-core).
 */
export type Phones = Readonly<Record<Locale, BrowserContext>>;

export async function openPhones(browser: Browser, url: string): Promise<Phones> {
  const opened = await Promise.all(
    routing.locales.map(
      async (locale) => [locale, (await openDevice(browser, url, "phone", { bypassCSP: true })).context] as const,
    ),
  );
  return Object.fromEntries(opened) as Phones;
}

/** The address of a French page in another language. */
export const inLocale = (address: string, locale: Locale): string =>
  locale === routing.defaultLocale ? address : `/${locale}${address === "/" ? "" : address}`;

/**
 * Opens the page of this state and language and waits for its fonts: in `opened` if given, else in a new page that the
 * caller closes.
 */
export async function visit(
  phones: Phones,
  context: ScenarioContext,
  state: PageState,
  locale: Locale,
  opened?: Page,
): Promise<Page> {
  const page = opened ?? (await phones[locale].newPage());
  await page.goto(inLocale(state.at(context), locale));
  await state.act?.(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}
