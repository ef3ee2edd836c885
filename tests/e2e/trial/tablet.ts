import type { Locator, Page } from "playwright-core";
import type { Between, Clocks } from "./clocks.ts";

/** A tablet of the team, at which the script taps and looks at its stopwatch. */
export class Tablet {
  readonly page: Page;
  readonly #clocks: Clocks;

  constructor(page: Page, clocks: Clocks) {
    this.page = page;
    this.#clocks = clocks;
  }

  button = (name: string | RegExp): Locator => this.page.getByRole("button", { name });

  /**
   * Taps as soon as the button can be tapped. Returns when that was; with `until`, at the latest when that had come
   * about.
   */
  async taps(name: string | RegExp, until: () => Promise<unknown> = async () => undefined): Promise<Between> {
    const button = this.button(name);
    await button.click({ trial: true });
    const earliest = this.#clocks.earliest();
    await button.click();
    await until();
    return { earliest, latest: this.#clocks.latest(), on: this.page };
  }

  sees = (text: string | RegExp): Promise<void> => this.page.getByText(text).first().waitFor();
}
