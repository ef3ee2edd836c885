import type { Browser } from "playwright-core";
import { routing, type Locale } from "#i18n/routing.ts";
import { openDevice } from "#tests/support/devices.ts";
import { smallTargets } from "./measure.ts";

/** A page for residents, what is most of it on a phone, and what stands on its first screen. */
export type BoundedPage = {
  readonly address: string;
  /** CSS pixels, in each language. */
  readonly height: Readonly<Record<Locale, number>>;
  /** In French. */
  readonly words: number;
  /** What stands in the first pixels, by name, as selectors. */
  readonly first: Readonly<Record<string, string>>;
};

/** docs/look-and-wording.md#heights-and-words */
export const BOUNDED_PAGES: Readonly<Record<string, BoundedPage>> = {
  home: {
    address: "/",
    height: { fr: 1_600, ar: 1_750, tr: 1_750, en: 1_750 },
    words: 200,
    first: {
      "open place": "main article h3",
      state: "main article p.text-ok",
      wait: "main article strong",
      telephone: "main a[data-calls]",
    },
  },
};
export const FOOTER = 260;
/** The height of the first screen of a small phone. */
export const FIRST = 640;

/**
 * `bottoms`: where each thing of the first screen ends, below the offer of another language; infinite if it is missing.
 */
export type MeasuredScreen = {
  readonly height: number;
  readonly words: number;
  readonly footer: number;
  readonly bottoms: Readonly<Record<string, number>>;
  readonly smallTargets: readonly string[];
};

/** Measures a page in a language, on a phone whose browser asks for that language, and then for another one. */
export async function measureScreen(
  browser: Browser,
  url: string,
  { address, first }: BoundedPage,
  locale: Locale,
): Promise<MeasuredScreen> {
  const path = locale === routing.defaultLocale ? address : `/${locale}${address === "/" ? "" : address}`;
  const open = async (asked: Locale) => {
    const { context, page } = await openDevice(browser, url, "phone", { locale: asked });
    await page.goto(path);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    return { context, page };
  };
  const own = await open(locale);
  const measured = { ...(await own.page.evaluate(sizes)), smallTargets: await own.page.evaluate(smallTargets) };
  await own.context.close();
  const other = await open(locale === "en" ? "fr" : "en");
  const bottoms = await other.page.evaluate(ends, first);
  await other.context.close();
  return { ...measured, bottoms };
}

/* These functions run inside the page: each is whole in itself. */

function sizes(): { height: number; words: number; footer: number } {
  let words = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!holder?.checkVisibility({ visibilityProperty: true })) continue;
    if (holder.closest(".sr-only, script, style, noscript, option")) continue;
    words += (walk.currentNode.textContent ?? "").split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
  }
  return {
    height: document.documentElement.scrollHeight,
    words,
    footer: Math.round(document.querySelector("footer")?.getBoundingClientRect().height ?? 0),
  };
}

function ends(things: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(things).map(([name, selector]) => [
      name,
      Math.round(document.querySelector(selector)?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY),
    ]),
  );
}
