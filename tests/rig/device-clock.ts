import type { BrowserContext, Page } from "playwright-core";

/** Where a tab keeps how far the clock of its device is off, so that a page which is loaded anew has it too. */
const KEY = "device-clock-is-off";

/** Gives the pages of this context a clock that can be set, now off by so many milliseconds. */
export const giveClock = (context: BrowserContext, off = 0): Promise<unknown> =>
  context.addInitScript(shiftableDate, [KEY, off] as const);

/** Sets the clock of the device of this page off by so many milliseconds. */
export const shiftClock = (page: Page, milliseconds: number): Promise<void> =>
  page.evaluate(
    ([key, off]) => {
      (window as unknown as { clockIsOff?: number }).clockIsOff = off;
      sessionStorage.setItem(key, String(off));
    },
    [KEY, milliseconds] as const,
  );

/** Runs in the browser before the page: `Date` follows the device’s clock plus `window.clockIsOff` milliseconds. */
function shiftableDate([key, off]: readonly [string, number]): void {
  const shifted = window as unknown as { clockIsOff: number };
  try {
    shifted.clockIsOff = Number(sessionStorage.getItem(key) ?? off);
  } catch {
    // A page without a storage, as an empty one.
    shifted.clockIsOff = off;
  }
  const Real = Date;
  const now = (): number => Real.now() + shifted.clockIsOff;
  window.Date = new Proxy(Real, {
    construct: (target, words: [], made) =>
      Reflect.construct(target, words.length === 0 ? [now()] : words, made) as Date,
    apply: () => new Real(now()).toString(),
    get: (target, name, own) => (name === "now" ? now : (Reflect.get(target, name, own) as unknown)),
  });
}
