import type { Page } from "playwright-core";
import { Keys } from "./residents/keys.ts";
import { unseenFocus } from "./residents/measure.ts";
import { routeOf } from "./staff-pages.ts";

/** By these parameters of its address a page says what a form that led to it did, or why it was refused. */
const SAYS = ["fait", "saisie", "refus", "erreur"];
/**
 * How often it is looked whether the page has moved the focus or started its script, and how long that may take, in ms.
 */
const LOOK = 50;
const LONGEST = 10_000;

/**
 * What was met by keyboard only: `used`, the routes on whose own part (its `main`) something was done; `faults`, where
 * the focus was not seen or lost.
 */
export type MetByKeys = { readonly used: Set<string>; readonly faults: string[] };

/**
 * Uses the pages of the team by keyboard only. At each stop the focus must be seen; after a form it must stand in the
 * page's own part, on the sentence that says what was done or refused or on the first field.
 */
export class StaffKeys extends Keys {
  readonly #met: MetByKeys;

  constructor(page: Page, met: MetByKeys) {
    super(page);
    this.#met = met;
  }

  /** Opens an address. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
  }

  /** Types into the field of that name instead of what stands in it. */
  async write(name: string | RegExp, text: string): Promise<void> {
    await this.to(name);
    await this.press("ControlOrMeta+a");
    await this.type(text);
  }

  /** Types into what has the focus; in a list that chooses what begins so. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Moves the focus there (`back`: with Shift+Tab) and presses a key, in the same page. */
  async use(name: string | RegExp, key = "Enter", back = false): Promise<void> {
    await this.to(name, back);
    await this.#note();
    await this.holds(isAwake);
    await this.press(key);
  }

  /** Moves the focus there, presses Enter, and waits for the page that this opens. */
  override async follow(name: string | RegExp, back = false): Promise<void> {
    await this.to(name, back);
    await this.send();
  }

  /** Presses Enter where the focus is, and waits for the page that this opens. */
  async send(): Promise<void> {
    const pressed = `${routeOf(this.page)}, after « ${await this.here()} »`;
    await this.#note();
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
    const { searchParams } = new URL(this.page.url());
    if (SAYS.some((name) => searchParams.has(name)) && !(await this.holds(isInMain)))
      this.#met.faults.push(`${pressed}: the focus is lost`);
  }

  protected override async stopped(): Promise<void> {
    const found = await this.page.evaluate(unseenFocus);
    // A browser scrolls a text of several lines to its caret, not to its last line.
    const faults = (found?.faults ?? []).filter((fault) => !fault.startsWith("stands outside the window: <textarea>"));
    this.#met.faults.push(...faults.map((fault) => `${routeOf(this.page)}: ${fault}`));
  }

  /** Notes the page as used when the focus is in its own part. */
  async #note(): Promise<void> {
    if (await this.page.evaluate(isInMain)) this.#met.used.add(routeOf(this.page));
  }

  /** Whether this holds in the page, now or soon. */
  protected async holds(condition: () => boolean): Promise<boolean> {
    for (let waited = 0; waited <= LONGEST; waited += LOOK) {
      if (await this.page.evaluate(condition)) return true;
      await this.page.waitForTimeout(LOOK);
    }
    return false;
  }
}

/* These run inside the page. */

export const isInMain = (): boolean => Boolean(document.activeElement?.closest("main *"));

/**
 * What has the focus needs no script, or its script has started (React keeps the handlers of an element at a key of its
 * own) and it acts, since it has been read (docs/decisions/tablet-and-desk.md).
 */
function isAwake(): boolean {
  const one = document.activeElement;
  const needsScript = one instanceof HTMLButtonElement && one.type === "button";
  const hasStarted = one !== null && Object.keys(one).some((key) => key.startsWith("__reactProps"));
  return !needsScript || (hasStarted && one.ariaDisabled !== "true");
}
