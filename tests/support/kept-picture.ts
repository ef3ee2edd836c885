import type { Page } from "playwright-core";
import sharp from "sharp";

/**
 * Stores a picture of the whole page in a file, with few colours so that it stays small. Answers its width, which is
 * more than the screen’s when the page overflows sideways.
 */
export async function keepWholePage(page: Page, file: string): Promise<number> {
  const whole = await page.screenshot({ fullPage: true, animations: "disabled", scale: "css" });
  return (await sharp(whole).png({ palette: true, colours: 32, effort: 10 }).toFile(file)).width;
}
