import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** A limit above the number of phrases of any page. */
const MOST = 1_000;

type Reader = {
  start: (where: { container: Element }) => Promise<void>;
  next: () => Promise<void>;
  lastSpokenPhrase: () => Promise<string>;
  spokenPhraseLog: () => Promise<string[]>;
  stop: () => Promise<void>;
};

/**
 * Adds a virtual screen reader to the page and starts it; the browser context must bypass the page's content policy.
 * The virtual reader ignores three facts that browsers expose: closed <details> are not read, their summary is a
 * button, and `noscript` is not read. They are added to the page here. `within`: the selector of the part that is read.
 */
export async function startReader(page: Page, within = "body"): Promise<void> {
  const program = await readFile(
    createRequire(import.meta.url).resolve("@guidepup/virtual-screen-reader/browser.js"),
    "utf8",
  );
  await page.evaluate(
    async ([text, part]) => {
      const { virtual } = (await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })))) as {
        virtual: Reader;
      };
      Object.assign(window, { virtual });
      document.querySelectorAll("noscript").forEach((one) => one.remove());
      document.querySelectorAll("details").forEach((one) => {
        for (const child of one.children) {
          if (child.tagName !== "SUMMARY") child.toggleAttribute("hidden", !one.open);
          else {
            child.setAttribute("role", "button");
            child.setAttribute("aria-expanded", String(one.open));
          }
        }
      });
      await virtual.start({ container: document.querySelector(part) ?? document.body });
    },
    [program, within] as const,
  );
}

/** All phrases that the screen reader has said so far. */
export const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { virtual: Reader }).virtual.spokenPhraseLog());

/** Starts the screen reader, reads the whole page or the part of it with this selector, and returns its phrases. */
export async function readAloud(page: Page, within = "body"): Promise<string[]> {
  await startReader(page, within);
  await page.evaluate(async (most) => {
    const { virtual } = window as unknown as { virtual: Reader };
    const [first] = await virtual.spokenPhraseLog();
    const ends = ["end of document", `end of ${first}`];
    for (let said = 0; said < most && !ends.includes(await virtual.lastSpokenPhrase()); said += 1) await virtual.next();
  }, MOST);
  const phrases = await heard(page);
  await page.evaluate(() => (window as unknown as { virtual: Reader }).virtual.stop());
  return phrases;
}
