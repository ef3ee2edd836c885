import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { eventually } from "#tests/support/eventually.ts";
import { SIZES, USUAL } from "#tests/support/devices.ts";

/** What a page has loaded: bytes by address, compressed as they were sent, without headers. */
export type Weight = {
  readonly scripts: ReadonlyMap<string, number>;
  readonly fonts: ReadonlyMap<string, number>;
  /** Everything: the document, what it loads, and what it asks the server for, each answer of it counted. */
  readonly all: readonly (readonly [path: string, bytes: number])[];
};

/** Milliseconds without a new request after which a page has finished loading. */
const QUIET = 700;

/**
 * Opens the page with an empty cache and measures what it loads without a touch, prefetching included. `more`: who is
 * signed in. `last`: the address, without its host, of what the page asks for last, when that may come later than QUIET
 * after all else; it is waited for.
 */
export async function weigh(
  browser: Browser,
  url: string,
  { last, ...more }: Pick<BrowserContextOptions, "storageState" | "serviceWorkers"> & { readonly last?: string } = {},
): Promise<Weight> {
  const context = await browser.newContext({ ...USUAL, viewport: SIZES.phone, ...more });
  try {
    const page = await context.newPage();
    const answer = await page.goto(url);
    if (!answer?.ok()) throw new Error(`The page ${url} answered ${answer?.status()}.`);
    return await loadedBy(page, last);
  } finally {
    await context.close();
  }
}

/** What an open page has loaded, once it has finished loading. */
async function loadedBy(page: Page, last: string | undefined): Promise<Weight> {
  let seen = -1;
  let since = performance.now();
  await eventually(async () => {
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    if (loaded.length !== seen) [seen, since] = [loaded.length, performance.now()];
    const isThere = last === undefined || loaded.some((name) => new URL(name).pathname === last);
    return isThere && performance.now() - since > QUIET;
  }, true);
  const all = await page.evaluate(() =>
    ["navigation", "resource"]
      .flatMap((type) => performance.getEntriesByType(type))
      .map((one) => [new URL(one.name).pathname, (one as PerformanceResourceTiming).encodedBodySize] as const),
  );
  const ending = (end: string): ReadonlyMap<string, number> => new Map(all.filter(([path]) => path.endsWith(end)));
  return { scripts: ending(".js"), fonts: ending(".woff2"), all };
}

/** The sum in kB. */
export const kilobytes = (files: Iterable<readonly [string, number]>): number =>
  [...files].reduce((sum, [, bytes]) => sum + bytes, 0) / 1000;
