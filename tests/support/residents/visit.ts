import type { Browser, BrowserContext, Page } from "playwright-core";
import { routing, type Locale } from "#i18n/routing.ts";
import { openDevice } from "#tests/support/devices.ts";
import type { State } from "./states.ts";
import type { World } from "./world.ts";

/** One phone for each language, which keeps what it has loaded. The reader's program may be put into its pages. */
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

/** A page in this state and language, with its fonts: `opened` when it is given, else a fresh one to close afterwards. */
export async function visit(phones: Phones, world: World, state: State, locale: Locale, opened?: Page): Promise<Page> {
  const page = opened ?? (await phones[locale].newPage());
  await page.goto(inLocale(state.at(world), locale));
  await state.act?.(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}
