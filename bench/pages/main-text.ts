import type { Browser } from "playwright-core";
import { SIZES, USUAL } from "#tests/support/devices.ts";
import type { Slowdown } from "#bench/slower.ts";

/** A weak network: 1.6 Mb/s, 150 ms. */
export const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};

/**
 * Milliseconds until a page shows its main text, with an empty cache, on a slower device: the heading exists and the
 * largest text is painted.
 */
export async function mainText(browser: Browser, url: string, { slow }: Slowdown): Promise<number> {
  const context = await browser.newContext({ ...USUAL, viewport: SIZES.phone });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", NETWORK);
    await slow(devtools);
    await page.addInitScript(() => {
      const heading = new MutationObserver(() => {
        if (!document.querySelector("h1")?.textContent) return;
        performance.mark("heading");
        heading.disconnect();
      });
      heading.observe(document, { childList: true, subtree: true });
    });
    await page.goto(url, { waitUntil: "load" });
    return await page.evaluate(async () => {
      const painted = await new Promise<number>((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      });
      return Math.max(painted, performance.getEntriesByName("heading")[0]?.startTime ?? Number.NaN);
    });
  } finally {
    await context.close();
  }
}
