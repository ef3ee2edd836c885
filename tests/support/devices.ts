import { mkdir } from "node:fs/promises";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { launchOptions } from "./browser.ts";

/** The headless Chromium of this command. Close it after the tests. */
export const openBrowser = async (): Promise<Browser> => chromium.launch(await launchOptions());

/** What a test does not leave to the browser or the machine, unless it is about it. */
export const USUAL = { locale: "fr-FR", timezoneId: "Europe/Paris", colorScheme: "light" } as const;

/** A Chromium that keeps what it stores in a folder, as a device does. */
export const openProfile = async (folder: string, more: BrowserContextOptions): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...(await launchOptions()), ...USUAL, ...more });

/** The screen sizes of the tests, in CSS pixels (docs/look-and-wording.md#sizes-and-targets). */
export const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 1180, height: 820 },
  desk: { width: 1280, height: 900 },
  room: { width: 1920, height: 1080 },
} as const;

/** A browser context with its own cookies and size; by default as `USUAL` says. */
export async function openDevice(
  browser: Browser,
  baseURL: string,
  size: keyof typeof SIZES,
  more: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[size],
    ...USUAL,
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
