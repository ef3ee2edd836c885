import type { Page } from "playwright-core";
import { instant, MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { setClock } from "#tests/support/neuhof-morning.ts";
import type { RunningApp } from "#tests/support/start-app.ts";

/**
 * A moment that is known to lie between two, in milliseconds of the application's clock, and the tablet `on` which it
 * was.
 */
export type Between = { readonly earliest: number; readonly latest: number; readonly on: Page };

/**
 * Milliseconds by which a tablet's own clock is wrong: more than the tablet bears, so that it keeps exactly the
 * server's time.
 */
const WRONG_BY = 10 * SECOND;

/** Milliseconds that may pass at once: less than a board may be old, and a third of the silence of a team. */
const AT_ONCE = MINUTE;

/**
 * The clock of the application and those of the tablets, which pass the minutes of an afternoon together and run on in
 * between. Phones and screens have none: they show the time that the server sends.
 */
export class Clocks {
  readonly #app: RunningApp;
  readonly #tablets = new Map<Page, { readonly offline: boolean }>();
  #set = { to: 0, asked: 0, done: 0 };

  constructor(app: RunningApp) {
    this.#app = app;
  }

  /** What the application's clock shows at least, and at most, at this moment. */
  earliest = (): number => this.#set.to + performance.now() - this.#set.done;
  latest = (): number => this.#set.to + performance.now() - this.#set.asked;

  /** Sets all clocks to that moment (ISO 8601), and the time between never was. */
  set = (moment: string): Promise<void> => this.#setTo(instant(Date.parse(moment)));

  /**
   * Lets the time until that moment pass, minute by minute. Each tablet with network then asks for the line, as it does
   * each minute.
   */
  async pass(until: string): Promise<void> {
    const end = Date.parse(until);
    while (this.latest() < end) {
      await this.#setTo(instant(Math.min(end, this.latest() + AT_ONCE)));
      await Promise.all([...this.#tablets].map(([page, { offline }]) => (offline ? undefined : asksForLine(page))));
    }
  }

  /** A tablet whose page is open: its clock is set wrong, and follows the server from the next word of it. */
  async hold(page: Page): Promise<void> {
    this.#tablets.set(page, { offline: false });
    await page.clock.setSystemTime(this.latest() - WRONG_BY);
  }

  /** A tablet without network asks for nothing; its clock goes on. */
  async network(page: Page, isThere: boolean): Promise<void> {
    this.#tablets.set(page, { offline: !isThere });
    await page.context().setOffline(!isThere);
    // Chromium keeps a stream that is open. The tablet’s next try finds no network, or the network again.
    await page.evaluate(() => void window.dispatchEvent(new Event("online")));
  }

  /** A tablet that nobody uses any more. */
  forget = (page: Page): void => void this.#tablets.delete(page);

  async #setTo(moment: Instant): Promise<void> {
    // The tablets first: one that is behind the server for a moment would set its clock by it.
    await Promise.all([...this.#tablets.keys()].map((page) => page.clock.setSystemTime(moment - WRONG_BY)));
    const asked = performance.now();
    await setClock(this.#app, new Date(moment).toISOString());
    this.#set = { to: moment, asked, done: performance.now() };
    await Promise.all([...this.#tablets.keys()].map((page) => page.clock.setSystemTime(this.latest() - WRONG_BY)));
  }
}

async function asksForLine(page: Page): Promise<void> {
  await Promise.all([
    page.waitForResponse(/\/state\?/),
    page.evaluate(() => void window.dispatchEvent(new Event("online"))),
  ]);
}
