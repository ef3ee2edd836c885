import type { Page } from "playwright-core";

/** More steps than any page has things to act on. */
const PATIENCE = 120;

/** Hands that know only the keyboard. */
export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes with Tab (`back`: Shift+Tab) to what is called so, as it is read; fails with all that was met. */
  async to(name: string | RegExp, back = false): Promise<void> {
    const met: string[] = [];
    for (let step = 0; step < PATIENCE; step += 1) {
      await this.page.keyboard.press(back ? "Shift+Tab" : "Tab");
      const here = await this.here();
      if (typeof name === "string" ? here === name : name.test(here)) return;
      met.push(here);
    }
    throw new Error(`Nothing is called ${String(name)} on the way: ${[...new Set(met)].join(" · ")}`);
  }

  /** Presses keys one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Goes there and presses Enter, and waits for the page it leads to. */
  async follow(name: string | RegExp): Promise<void> {
    await this.to(name);
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
  }

  /** What has the focus is called, with common spaces and hyphens; nothing when nothing has it. */
  here(): Promise<string> {
    return this.page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return "";
      const label =
        one instanceof HTMLInputElement || one instanceof HTMLSelectElement
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
