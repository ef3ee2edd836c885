import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** More phrases than any page has. */
const MOST = 500;

type Reader = {
  start: (where: { container: Element }) => Promise<void>;
  next: () => Promise<void>;
  lastSpokenPhrase: () => Promise<string>;
  spokenPhraseLog: () => Promise<string[]>;
  stop: () => Promise<void>;
};

/**
 * Puts a screen reader into the page; the page's context must bypass its content policy. It begins to read at once. It
 * does not know three things that browsers tell every reader: what is folded is silent, what unfolds it is a button, and
 * what stands for pages without script is not there.
 */
export async function startReader(page: Page): Promise<void> {
  const program = await readFile(
    createRequire(import.meta.url).resolve("@guidepup/virtual-screen-reader/browser.js"),
    "utf8",
  );
  await page.evaluate(async (text) => {
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
    await virtual.start({ container: document.body });
  }, program);
}

/** Everything that was said so far, a phrase a line. */
export const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { virtual: Reader }).virtual.spokenPhraseLog());

/** Reads the page from its beginning to its end, a phrase a line. */
export async function readAloud(page: Page): Promise<string[]> {
  await startReader(page);
  await page.evaluate(async (most) => {
    const { virtual } = window as unknown as { virtual: Reader };
    for (let said = 0; said < most && (await virtual.lastSpokenPhrase()) !== "end of document"; said += 1)
      await virtual.next();
  }, MOST);
  const phrases = await heard(page);
  await page.evaluate(() => (window as unknown as { virtual: Reader }).virtual.stop());
  return phrases;
}
