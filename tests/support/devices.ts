import { mkdir } from "node:fs/promises";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { browserPath } from "./browser.ts";

/** How every Chromium of the tests is started. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium of this machine. Close it after the tests. */
export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await browserPath(), args: FLAGS });

/** The screen sizes of the tests, in CSS pixels (docs/look-and-wording.md#sizes-and-targets). */
export const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 1180, height: 820 },
  desk: { width: 1280, height: 900 },
  room: { width: 1920, height: 1080 },
} as const;

/** A browser context with its own cookies and size; by default in French and in the time zone of Paris. */
export async function openDevice(
  browser: Browser,
  baseURL: string,
  size: keyof typeof SIZES,
  more: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[size],
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    ...more,
  });
  context.setDefaultTimeout(30_000);
  return { context, page: await context.newPage() };
}

/**
 * Stores a picture of the present screen: in tests/results/pictures, or where PICTURES says (`npm run pictures`:
 * docs/pictures).
 */
export async function keepPicture(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env["PICTURES"] ?? "tests/results/pictures";
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage, animations: "disabled" });
}
