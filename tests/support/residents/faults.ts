import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { Locale } from "#i18n/routing.ts";
import { smallTargets, spilledText, unseenFocus, unsoundFrame } from "./measure.ts";
import { WRITTEN } from "./scenario.ts";
import type { PageState } from "./states.ts";

/** CSS pixels; `npm run test:long` measures every language on a phone and a tablet, French on a desk too. */
const WIDTHS: Readonly<Record<Locale, readonly number[]>> = {
  fr: [390, 820, 1280],
  ar: [390, 820],
  tr: [390, 820],
  en: [390, 820],
};
/**
 * `npm test` looks at the phone, where space is scarcest, and leaves larger screens and the focus to `npm run
 * test:long` (EVERY_WIDTH).
 */
const EVERY_WIDTH = process.env["EVERY_WIDTH"] === "yes";
const isLookedAt = (width: number): boolean => EVERY_WIDTH || width === 390;
/**
 * The rules of axe-core depend on the page's structure and names: in other languages than French they run at one width.
 */
const runsAxe = (locale: Locale, width: number): boolean => locale === "fr" || width === WIDTHS[locale][0];
const HEIGHT = 844;
/** A page at 1280 px enlarged to 400 % (WCAG 1.4.10). */
const NARROW = 320;
/**
 * The focus ring depends on the layout, not on the texts: it is checked in French, and in Arabic (right to left) for
 * the step « morning ».
 */
const isTabbed = ({ step, paper }: PageState, locale: Locale): boolean =>
  !paper && (locale === "fr" || (locale === "ar" && step === "morning"));
/** Pixels of a browser whose reader asked for letters of the usual size, and of twice that (WCAG 1.4.4). */
const LETTERS = { usual: 16, twice: 32 };
/** A limit above the number of tab stops of any page; a keyboard trap reaches it. */
const MOST_STOPS = 150;

type Violation = { readonly id: string; readonly nodes: readonly string[] };

/** The faults of the page in this state, each with the check or the width at which it was found. */
export async function faultsOf(page: Page, state: PageState, locale: Locale): Promise<readonly string[]> {
  const faults: string[] = [];
  const note = (where: string, found: readonly string[]): void =>
    void faults.push(...found.map((fault) => `${locale}, ${where}: ${fault}`));
  note(
    "frame",
    await page.evaluate(unsoundFrame, { paper: state.paper === true, locale, written: Object.values(WRITTEN) }),
  );
  for (const width of WIDTHS[locale].filter(isLookedAt)) {
    await page.setViewportSize({ width, height: HEIGHT });
    if (runsAxe(locale, width))
      note(
        `${width} px`,
        (await violations(page)).map(({ id, nodes }) => `axe ${id}: ${nodes.join(" | ")}`),
      );
    note(`${width} px`, await page.evaluate(smallTargets));
    note(`${width} px`, await page.evaluate(spilledText));
  }
  await page.setViewportSize({ width: NARROW, height: HEIGHT });
  note(`${NARROW} px`, await page.evaluate(spilledText));
  await withLetters(page, LETTERS.twice);
  for (const width of [390, 820].filter(isLookedAt)) {
    await page.setViewportSize({ width, height: HEIGHT });
    note(`${width} px, letters twice as large`, await page.evaluate(spilledText));
  }
  await withLetters(page, LETTERS.usual);
  await page.setViewportSize({ width: 390, height: HEIGHT });
  if (EVERY_WIDTH && isTabbed(state, locale)) note("focus", await tabThrough(page));
  return faults;
}

/** The path of the axe-core script, which visit.ts adds to the page. */
export const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The axe-core rules that the page violates now. */
export const violations = (page: Page): Promise<readonly Violation[]> =>
  page.evaluate(async () => {
    const { violations: found } = await (
      window as unknown as {
        axe: {
          run: (where: Document, how: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe.run(document, { resultTypes: ["violations"], preload: false });
    return found.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 150)) }));
  });

/** Sets the font size in the browser's settings. */
async function withLetters(page: Page, standard: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
  await session.detach();
}

/**
 * Tabs through the page from the top: each stop must have a visible ring that nothing covers, and the stops must end.
 */
async function tabThrough(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  await page.evaluate(() => {
    // The next Tab starts from the element that had the focus last: here the top of the page.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    scrollTo(0, 0);
  });
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(unseenFocus);
    if (!found) return stop === 0 ? ["nothing takes the focus"] : faults;
    faults.push(...found.faults);
  }
  return [...faults, `the tab stops do not end after ${MOST_STOPS} stops`];
}
