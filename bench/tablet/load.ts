import type { Browser, BrowserContext, Page } from "playwright-core";
import { openDevice } from "#tests/support/devices.ts";
import { NETWORK } from "#bench/pages/main-text.ts";
import type { Slowdown } from "#bench/slower.ts";
import type { HalfDay } from "./half-day.ts";
import { answerOf, CYCLE, type Tap } from "./tap.ts";

/**
 * How often the server is asked for the page before the browser is: some tenths of a second, in which the browser makes
 * its new page ready and puts the last one away. Both took the page and the server their time here, 0.1 s of a load,
 * and nobody opens the tablet in the same instant.
 */
const AT_REST = 10;

/**
 * Milliseconds from asking for the page until the call button has answered a tap: on a device that has nothing of it,
 * and on the same one afterwards.
 */
export type Loads = { readonly first: number; readonly after: number };

/**
 * Opens the tablet on a new device behind a weak network, twice, and taps the call button as soon as it acts.
 * `answersLate`: makes what comes by `url` come so many milliseconds late from then on. The browser slows down what a
 * page asks for, and not what its worker does, which asks for the page the second time.
 */
export async function loads(
  browser: Browser,
  url: string,
  halfDay: HalfDay,
  slower: Slowdown,
  answersLate: (by: number) => void,
): Promise<Loads> {
  const { context, page } = await openDevice(browser, url, "tablet", { ...halfDay.login, hasTouch: true });
  try {
    const first = await untilCalled(context, page, halfDay, slower, NETWORK);
    await halfDay.isSent();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.close();
    answersLate(NETWORK.latency);
    const after = await untilCalled(context, await context.newPage(), halfDay, slower, { ...NETWORK, latency: 0 });
    await halfDay.isSent();
    return { first, after };
  } finally {
    await context.close();
    answersLate(0);
  }
}

declare global {
  /** The call button acts, so many milliseconds after the page was asked for. */
  var callActs: (after: string) => void;
}

async function untilCalled(
  context: BrowserContext,
  page: Page,
  { address, askForPage }: HalfDay,
  { slow }: Slowdown,
  network: typeof NETWORK,
): Promise<number> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", network);
  await slow(devtools);
  // Told by the page itself: a browser test that asks for it in each frame would take the time it measures. So would a
  // function that Playwright exposes, by scripts of its own in each new page.
  const { promise: acts, resolve } = Promise.withResolvers<number>();
  await devtools.send("Runtime.enable");
  await devtools.send("Runtime.addBinding", { name: "callActs" });
  devtools.on("Runtime.bindingCalled", ({ name, payload }) => {
    if (name === "callActs") resolve(Number(payload));
  });
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      const call = [...document.querySelectorAll("main button")].find((one) =>
        one.textContent?.startsWith("Appeler le"),
      );
      // From the server it comes disabled: it acts once its script has started and it has been shown for long enough.
      if (!call || call.getAttribute("aria-disabled") === "true") return;
      look.disconnect();
      globalThis.callActs(String(performance.now()));
    });
    const whole = { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-disabled"] };
    // Not while the document is read, which it would slow down.
    document.addEventListener("DOMContentLoaded", () => look.observe(document, whole));
  });
  await askForPage(AT_REST);
  await page.goto(address, { waitUntil: "commit" });
  const [call, ...others] = CYCLE.filter(({ name }) => ["call", "start", "finish"].includes(name)) as [Tap, ...Tap[]];
  const actsAfter = await acts;
  const answered = await answerOf(page, call);
  // As it was before, for whoever opens it next.
  for (const other of others) await answerOf(page, other);
  return actsAfter + answered.shown;
}
