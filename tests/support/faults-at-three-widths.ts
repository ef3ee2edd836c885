import type { Page } from "playwright-core";
import { violations } from "./residents/faults.ts";
import { smallTargets, spilledText } from "./residents/measure.ts";

/** Of a phone, a tablet and a desk, in CSS pixels. */
const WIDTHS = [390, 820, 1280];
/**
 * The rules of axe depend on structure and names above all: `npm test` runs them on the phone, `npm run test:long`
 * (EVERY_WIDTH=yes) at each width.
 */
const runsAxe = (width: number): boolean => width === WIDTHS[0] || process.env["EVERY_WIDTH"] === "yes";

/** What in the page reaches into its margins; what scrolls sideways in a box of its own does not. */
function leavesItsMargin(): string[] {
  const main = document.querySelector("main")!;
  const { left, right } = main.getBoundingClientRect();
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  const from = left + Number.parseFloat(paddingLeft) - 1;
  const to = right - Number.parseFloat(paddingRight) + 1;
  const scrolls = (part: Element): boolean => {
    for (let up = part.parentElement; up && up !== main; up = up.parentElement)
      if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const outside = [...main.querySelectorAll("*")].find((part) => {
    const box = part.getBoundingClientRect();
    return part.checkVisibility() && box.width > 1 && (box.left < from || box.right > to) && !scrolls(part);
  });
  return outside ? [`reaches into the margin of the page: ${outside.outerHTML.slice(0, 150)}`] : [];
}

/**
 * What is wrong with a page at each width: rules of axe, small targets, cut text, content in its margins. The page
 * holds `AXE`.
 */
export async function faultsAtThreeWidths(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    found.push(
      ...(runsAxe(width) ? await violations(page) : []).map(({ id, nodes }) => `${width}: ${id}: ${nodes.join(" | ")}`),
      ...(await page.evaluate(smallTargets)).map((fault) => `${width}: ${fault}`),
      ...(await page.evaluate(spilledText)).map((fault) => `${width}: ${fault}`),
      ...(await page.evaluate(leavesItsMargin)).map((fault) => `${width}: ${fault}`),
    );
  }
  return found;
}
