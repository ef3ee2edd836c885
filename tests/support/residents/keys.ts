import type { Page } from "playwright-core";

/** More tab stops than any page has. */
const PATIENCE = 120;

/** Uses a page by keyboard only. */
export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Presses Tab (`back`: Shift+Tab) until the element with this accessible name has the focus; fails with the names of
   * all stops.
   */
  async to(name: string | RegExp, back = false): Promise<void> {
    const met: string[] = [];
    for (let step = 0; step < PATIENCE; step += 1) {
      await this.page.keyboard.press(back ? "Shift+Tab" : "Tab");
      await this.stopped();
      const here = await this.here();
      if (typeof name === "string" ? here === name : name.test(here)) return;
      met.push(here);
    }
    throw new Error(`Nothing is called ${String(name)} on the way: ${[...new Set(met)].join(" · ")}`);
  }

  /** Looks at the element that got the focus on the way. */
  protected stopped(): Promise<void> {
    return Promise.resolve();
  }

  /** Presses keys one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Moves the focus there, presses Enter, and waits for the page that this opens. */
  async follow(name: string | RegExp): Promise<void> {
    await this.to(name);
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
  }

  /** The accessible name of the focused element, with plain spaces and hyphens; undefined if nothing has the focus. */
  here(): Promise<string> {
    return this.page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return "";
      const label =
        one instanceof HTMLInputElement || one instanceof HTMLSelectElement || one instanceof HTMLTextAreaElement
          ? [...(one.labels ?? [])]
              .map(({ firstChild, innerText }) =>
                one instanceof HTMLSelectElement ? firstChild?.textContent : innerText,
              )
              .join(" ")
          : "";
      return (one.getAttribute("aria-label") ?? (label || (one.textContent ?? "")))
        .replace(/\s+/gu, " ")
        .replaceAll("\u2011", "-")
        .trim();
    });
  }
}
