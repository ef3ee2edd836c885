import type { Browser, Locator, Page } from "playwright-core";
import { openDevice } from "#tests/support/devices.ts";
import type { RunningApp } from "#tests/support/start-app.ts";
import { faultsOf } from "./faults.ts";
import { wordsIn, type Language } from "./words.ts";

/** Somebody with a phone that runs no script, who reads one language. Every page they come to is looked at whole. */
export class Reader {
  readonly page: Page;
  readonly language: Language;
  readonly say: ReturnType<typeof wordsIn>;
  readonly close: () => Promise<void>;

  private constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.say = wordsIn(language);
    this.close = () => page.context().close();
  }

  static async come(browser: Browser, app: RunningApp, language: Language): Promise<Reader> {
    const { page } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
    return new Reader(page, language);
  }

  /** Path and query of where they are, without the prefix of their language, which must be there. */
  get at(): string {
    const { pathname, search } = new URL(this.page.url());
    if (this.language === "fr") return pathname + search;
    if (!/^\/ar(?=\/|$)/.test(pathname)) throw new Error(`${pathname} has left Arabic.`);
    return (pathname.slice(3) || "/") + search;
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  /** A French address, in their language. */
  async open(path: string, status = 200): Promise<void> {
    const answer = await this.page.goto(this.language === "fr" ? path : `/ar${path === "/" ? "" : path}`);
    expect(answer?.status()).toBe(status);
    await this.looks();
  }

  /** A link of the page with these words, which leads to another page. */
  follow(key: string): Promise<void> {
    return this.touch(this.main.getByRole("link", { name: this.say(key) }).first());
  }

  /** A link of the page, which leads to another page. */
  touch(link: Locator): Promise<void> {
    return this.leads(() => link.click());
  }

  /** A button with these words, which sends its form. */
  press(key: string, values?: Readonly<Record<string, string | number>>): Promise<void> {
    return this.leads(() => this.main.getByRole("button", { name: this.say(key, values), exact: true }).click());
  }

  /** Unfolds what stands under these words. */
  unfold(key: string): Promise<void> {
    return this.main.locator("summary", { hasText: this.say(key) }).click();
  }

  reload(): Promise<void> {
    return this.leads(() => this.page.reload());
  }

  back(): Promise<void> {
    return this.leads(() => this.page.goBack());
  }

  /** The page says this. What stands in `noscript` is text too. */
  async reads(key: string, values?: Readonly<Record<string, string | number>>): Promise<void> {
    expect(plain(await this.main.innerText())).toContain(plain(this.say(key, values)));
  }

  /** Does what leads to another page, waits until it stands, and looks at it. */
  async leads(action: () => Promise<unknown>): Promise<void> {
    await Promise.all([this.page.waitForEvent("load"), action()]);
    await this.looks();
  }

  async looks(): Promise<void> {
    expect({ at: this.page.url(), faults: await faultsOf(this.page, this.language) }).toEqual({
      at: this.page.url(),
      faults: [],
    });
  }
}

/** Lines and no-break spaces are one space. */
const plain = (text: string): string => text.replace(/\s+/g, " ");
