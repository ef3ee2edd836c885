import type { Browser, Locator, Page } from "playwright-core";
import { openDevice } from "#tests/support/devices.ts";
import type { RunningApp } from "#tests/support/start-app.ts";
import { faultsOf } from "./faults.ts";
import { textsIn, type Language } from "./languages.ts";

/** A phone without JavaScript that reads the site in one language. Each page that it opens is checked by `faultsOf`. */
export class Reader {
  readonly page: Page;
  readonly language: Language;
  readonly say: ReturnType<typeof textsIn>;
  readonly close: () => Promise<void>;

  private constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.say = textsIn(language);
    this.close = () => page.context().close();
  }

  static async come(browser: Browser, app: RunningApp, language: Language): Promise<Reader> {
    const { page } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
    return new Reader(page, language);
  }

  /** Path and query of the current page, without the language prefix; fails if the page has left the language. */
  get at(): string {
    const { pathname, search } = new URL(this.page.url());
    if (this.language === "fr") return pathname + search;
    if (!/^\/ar(?=\/|$)/.test(pathname)) throw new Error(`${pathname} has left Arabic.`);
    return (pathname.slice(3) || "/") + search;
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  /** Opens a French address in the reader's language, and checks its status and its content. */
  async open(path: string, status = 200): Promise<void> {
    const answer = await this.page.goto(this.language === "fr" ? path : `/ar${path === "/" ? "" : path}`);
    expect(answer?.status()).toBe(status);
    await this.looks();
  }

  /** Follows the link with the text of this message key, which opens another page. */
  follow(key: string): Promise<void> {
    return this.touch(this.main.getByRole("link", { name: this.say(key) }).first());
  }

  /** Clicks a link that opens another page. */
  touch(link: Locator): Promise<void> {
    return this.leads(() => link.click());
  }

  /** Presses the button with the text of this message key, which sends its form. */
  press(key: string, values?: Readonly<Record<string, string | number>>): Promise<void> {
    return this.leads(() => this.main.getByRole("button", { name: this.say(key, values), exact: true }).click());
  }

  /** Opens the <details> whose summary has the text of this message key. */
  unfold(key: string): Promise<void> {
    return this.main.locator("summary", { hasText: this.say(key) }).click();
  }

  reload(): Promise<void> {
    return this.leads(() => this.page.reload());
  }

  back(): Promise<void> {
    return this.leads(() => this.page.goBack());
  }

  /** Expects the text of this message key on the page; the text inside `noscript` counts too. */
  async reads(key: string, values?: Readonly<Record<string, string | number>>): Promise<void> {
    expect(plain(await this.main.innerText())).toContain(plain(this.say(key, values)));
  }

  /** Does something that opens another page, waits until that page has loaded, and checks it. */
  async leads(act: () => Promise<unknown>): Promise<void> {
    await Promise.all([this.page.waitForEvent("load"), act()]);
    await this.looks();
  }

  async looks(): Promise<void> {
    expect({ at: this.page.url(), faults: await faultsOf(this.page, this.language) }).toEqual({
      at: this.page.url(),
      faults: [],
    });
  }
}

/** The text with line breaks and no-break spaces as plain spaces. */
const plain = (text: string): string => text.replace(/\s+/g, " ");
