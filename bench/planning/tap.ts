import type { Locator, Page } from "playwright-core";

/** What is tapped, and whether another page opens by it. */
export type Target = { readonly target: (page: Page) => Locator; readonly opens: boolean };

/**
 * `shown`: milliseconds from the finger to the next picture; `seen`: whether what was tapped is drawn otherwise in it.
 */
export type Tapped = { readonly shown: number; readonly seen: boolean };

/**
 * Taps, and measures when the page shows an answer while the page that the tap opens is held back, as by a slow
 * network; then lets it come. Measured in the page, from the finger (the time of its event, whatever kept the page busy
 * since) to the frame after the one that is drawn; the page tells it by its console, since Chromium answers no question
 * about a page that is being left.
 */
export async function tap(page: Page, { target, opens }: Target): Promise<Tapped> {
  const wanted = target(page);
  const at = await middleOf(page, wanted);
  await wanted.evaluate((tapped) => {
    // All that CSS says of it, and whether it is ticked, which the browser draws itself.
    const look = (): string =>
      ["", "::before", "::after"]
        .flatMap((part) => {
          const style = getComputedStyle(tapped, part);
          return [...style].map((property) => style.getPropertyValue(property));
        })
        .concat(String(tapped.matches(":checked")))
        .join(";");
    const before = look();
    let down = Number.NaN;
    const drawn = (): void =>
      console.info("tapped", JSON.stringify({ shown: performance.now() - down, seen: look() !== before }));
    const once = { capture: true, once: true };
    addEventListener("pointerdown", ({ timeStamp }) => void (down = timeStamp), once);
    addEventListener("click", () => requestAnimationFrame(() => requestAnimationFrame(drawn)), once);
  });
  const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
  await page.route("**", async (route) => {
    if (route.request().isNavigationRequest()) await free;
    await route.continue();
  });
  const [told] = await Promise.all([
    page.waitForEvent("console", (message) => message.text().startsWith("tapped ")),
    page.touchscreen.tap(at.x, at.y),
  ]);
  const loaded = opens ? page.waitForEvent("load") : undefined;
  letGo();
  await loaded;
  await page.unroute("**");
  return JSON.parse(told.text().slice("tapped ".length)) as Tapped;
}

/**
 * `opened`: milliseconds from the tap to the first picture of the page that it opens; `busy`: the longest time for
 * which that page, once seen, cannot answer.
 */
export type OpeningTimes = { readonly opened: number; readonly busy: number };

/** Taps, and measures the page that opens. */
export async function tapThrough(page: Page, { target }: Target): Promise<OpeningTimes> {
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
      busy: Math.max(0, ...tasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, first))),
    };
  }, tapped);
}

/** Where to tap, once the page answers. */
async function middleOf(page: Page, target: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await awake(page);
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`What is to be tapped is not there: ${String(target)}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Waits until the scripts of the page have started: React keeps the handlers of an element at a key of its own. */
async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("a[hreflang]") ?? {}).some((key) => key.startsWith("__reactProps")),
  );
  await page.evaluate(() => new Promise((done) => void requestIdleCallback(done)));
}
