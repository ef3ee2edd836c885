import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { eventually } from "#tests/support/eventually.ts";
import { SIZES } from "#tests/support/devices.ts";

/** What a page has loaded: bytes by address, compressed as they were sent, without headers. */
export type Weight = {
  readonly scripts: ReadonlyMap<string, number>;
  readonly fonts: ReadonlyMap<string, number>;
  /** Everything: the document, what it loads, and what it asks the server for, each answer of it counted. */
  readonly all: readonly (readonly [path: string, bytes: number])[];
};

/** Milliseconds without a new request after which a page has finished loading. */
const QUIET = 700;

/** Opens the page with an empty cache and measures what it loads without a touch, prefetching included. `more`: who is signed in. */
export async function weigh(
  browser: Browser,
  url: string,
  more: Pick<BrowserContextOptions, "storageState" | "serviceWorkers"> = {},
): Promise<Weight> {
  const context = await browser.newContext({ viewport: SIZES.phone, ...more });
  try {
    const page = await context.newPage();
    const answer = await page.goto(url);
    if (!answer?.ok()) throw new Error(`The page ${url} answered ${answer?.status()}.`);
    return await loadedBy(page);
  } finally {
    await context.close();
  }
}

/** What an open page has loaded, once it has finished loading. */
async function loadedBy(page: Page): Promise<Weight> {
  let [seen, since] = [-1, performance.now()];
  await eventually(async () => {
    const now = await page.evaluate(() => performance.getEntriesByType("resource").length);
    if (now !== seen) [seen, since] = [now, performance.now()];
    return performance.now() - since > QUIET;
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
