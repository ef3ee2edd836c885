import type { Page } from "playwright-core";
import { violations } from "./residents/faults.ts";
import { smallTargets, spilledText } from "./residents/measure.ts";

/** Of a phone, a tablet and a desk, in CSS pixels. */
const WIDTHS = [390, 820, 1280];

/** Whether something in the page reaches into its margins. */
function leavesItsMargin(): boolean {
  const main = document.querySelector("main")!;
  const { left, right } = main.getBoundingClientRect();
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  const [from, to] = [left + Number.parseFloat(paddingLeft) - 1, right - Number.parseFloat(paddingRight) + 1];
  return [...main.querySelectorAll("*")].some((part) => {
    const box = part.getBoundingClientRect();
    return box.width > 1 && (box.left < from || box.right > to);
  });
}

/** What is wrong with a page at each width: rules of axe, small targets, cut text, content in its margins. The page holds `AXE`. */
export async function faultsAtThreeWidths(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    found.push(
      ...(await violations(page)).map(({ id, nodes }) => `${width}: ${id}: ${nodes.join(" | ")}`),
      ...(await page.evaluate(smallTargets)).map((fault) => `${width}: ${fault}`),
      ...(await page.evaluate(spilledText)).map((fault) => `${width}: ${fault}`),
      ...((await page.evaluate(leavesItsMargin)) ? [`${width}: the content reaches into the margin of the page`] : []),
    );
  }
  return found;
}
