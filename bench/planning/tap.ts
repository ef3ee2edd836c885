import type { Locator, Page } from "playwright-core";

/** How far around what is tapped a change of the picture counts, in CSS pixels. */
const AROUND = 6;

/** What is tapped, and whether another page opens by it. */
export type Target = { readonly target: (page: Page) => Locator; readonly opens: boolean };

/** `shown`: milliseconds from the finger to the next picture; `seen`: whether that picture, there where it was tapped, is another. */
export type Tapped = { readonly shown: number; readonly seen: boolean };

type Timing = { down?: number; shown?: number };
type WithTiming = { timing: Timing };

/**
 * Taps, and measures when the page shows an answer while the page that the tap opens is held back, as by a slow network; then lets it
 * come. Measured in the page, from the finger (the time of its event, whatever kept the page busy since) to the frame after the one that is drawn.
 */
export async function tap(page: Page, { target, opens }: Target): Promise<Tapped> {
  const at = await middleOf(page, target(page));
  await page.evaluate(() => {
    const timing: Timing = {};
    Object.assign(window, { timing });
    const once = { capture: true, once: true };
    const drawn = (): void => void (timing.shown = performance.now() - (timing.down ?? 0));
    addEventListener("pointerdown", ({ timeStamp }) => void (timing.down = timeStamp), once);
    addEventListener("click", () => requestAnimationFrame(() => requestAnimationFrame(drawn)), once);
  });
  const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**", async (route) => {
    if (route.request().isNavigationRequest()) await free;
    await route.continue();
  });
  const before = await page.screenshot({ clip: at.clip });
  await page.touchscreen.tap(at.x, at.y);
  const timing = await page.waitForFunction(() => (window as unknown as WithTiming).timing.shown);
  const shown = (await timing.jsonValue()) ?? Number.NaN;
  const seen = !before.equals(await page.screenshot({ clip: at.clip }));
  const loaded = opens ? page.waitForEvent("load") : undefined;
  letGo();
  await loaded;
  await page.unroute("**");
  return { shown, seen };
}

/** `opened`: milliseconds from the tap to the first picture of the page that it opens; `deaf`: the longest time for which that page, once seen, cannot answer. */
export type Opened = { readonly opened: number; readonly deaf: number };

/** Taps, and measures the page that opens. */
export async function tapThrough(page: Page, { target }: Target): Promise<Opened> {
  const at = await middleOf(page, target(page));
  const tapped = await page.evaluate(() => performance.timeOrigin + performance.now());
  await Promise.all([page.waitForEvent("load"), page.touchscreen.tap(at.x, at.y)]);
  await awake(page);
  return page.evaluate(async (since) => {
    const entries = (type: string): Promise<PerformanceEntryList> =>
      new Promise((done) => {
        const found: PerformanceEntry[] = [];
        new PerformanceObserver((list) => void found.push(...list.getEntries())).observe({ type, buffered: true });
        setTimeout(() => done(found), 100);
      });
    const [paints, tasks] = await Promise.all([entries("paint"), entries("longtask")]);
    const first = paints.find(({ name }) => name === "first-contentful-paint")?.startTime ?? Number.NaN;
    return {
      opened: performance.timeOrigin + first - since,
      deaf: Math.max(0, ...tasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, first))),
    };
  }, tapped);
}

/** Where to tap, once the page answers; `clip`: what is seen there. */
async function middleOf(page: Page, target: Locator) {
  await awake(page);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`What is to be tapped is not there: ${String(target)}`);
  const { x, y, width, height } = box;
  const clip = { x: x - AROUND, y: y - AROUND, width: width + 2 * AROUND, height: height + 2 * AROUND };
  return { x: x + width / 2, y: y + height / 2, clip };
}

/** Waits until the scripts of the page have started: React keeps the handlers of an element at a key of its own. */
async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("a[hreflang]") ?? {}).some((key) => key.startsWith("__reactProps")),
  );
  await page.evaluate(() => new Promise((done) => void requestIdleCallback(done)));
}
