import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { COORDINATION, fillWeek } from "#tests/support/full-week.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp } from "#tests/support/start-app.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import { slowdown, type Slowdown } from "#bench/slower.ts";
import { tap, tapThrough, type OpeningTimes, type Tapped, type Target } from "./tap.ts";

/** The most milliseconds from a tap to a picture that shows it, on the processor of an old device. */
const MOST_MS = 100;
/**
 * Milliseconds for which a page may not answer right after it is seen, while its scripts start: some 140 on a calm
 * machine, most of it React reading what the server has rendered. Links and forms work without them.
 */
const MOST_BUSY_MS = 250;
const TIMES = 3;
/** Half-days of the week at which nobody is planned yet. */
const SHORT = 20;

/** A tap. `afresh`: the week is opened before; otherwise it goes on from the page of the tap before it. */
type Step = Target & { readonly name: string; readonly afresh: boolean };

const shown = (selector: string) => (page: Page) => page.locator(selector).locator("visible=true").first();

/** What a coordinator taps, in order: the week is as before at the end. */
const STEPS: readonly Step[] = [
  { name: "who is free for a half-day", afresh: true, opens: true, target: shown('main a:has-text("il manque")') },
  { name: "assign somebody", afresh: false, opens: true, target: shown('form[action*="/planifier?"] button') },
  { name: "take them off", afresh: false, opens: true, target: shown('form[action*="/retirer?"] button') },
  {
    name: "the next half-day to complete",
    afresh: false,
    opens: true,
    target: shown('#permanence a:has-text("À compléter ensuite")'),
  },
  { name: "a filter, ticked", afresh: true, opens: false, target: shown("input[name=completer]") },
  { name: "a filter, applied", afresh: false, opens: true, target: shown('form[method=get] button[type="submit"]') },
  { name: "the next week", afresh: true, opens: true, target: shown('a[aria-label="Semaine d’après"]') },
];

/** What a coordinator waits for on the week of a town with 24 places, as it is seen in Chromium. */
export const planning: Section = {
  name: "planning",
  onlyByName: true,
  title: `The week of 24 places, 20 conseillers and 75 half-days, on the processor of an old device (median of ${TIMES})`,
  measure: async () => {
    const app = await startApp({ now: SUNDAY, env: { LOG_LEVEL: "error" } });
    const week = await fillWeek(app, SHORT);
    const browser = await openBrowser();
    const slower = await slowdown(browser);
    const lines: ReportLine[] = [];
    for (const size of ["phone", "desk"] as const) {
      const page = await signedIn(browser, app.url, size, slower);
      const taps = await rounds(page, week, STEPS, tap);
      const opened = await rounds(
        page,
        week,
        STEPS.filter(({ opens }) => opens),
        tapThrough,
      );
      lines.push(...STEPS.map((step, index) => answered(`${step.name}, ${size}`, taps[index] ?? [])));
      lines.push(pageOf(size, opened.flat()), busyOf(size, opened.flat()));
      await page.context().close();
    }
    lines.push(...(await slower.lines()));
    await browser.close();
    await app.stop();
    return lines;
  },
};

/** A touch screen of that size with a slow processor, on which the coordinator is signed in. */
async function signedIn(browser: Browser, url: string, size: "phone" | "desk", { slow }: Slowdown): Promise<Page> {
  const { context, page } = await openDevice(browser, url, size, { hasTouch: true });
  await signIn(page, COORDINATION, "/coordination/planning");
  const devtools = await context.newCDPSession(page);
  await slow(devtools);
  return page;
}

/** The steps one after the other, several times; what was measured of each. */
async function rounds<Measured>(
  page: Page,
  week: string,
  steps: readonly Step[],
  measure: (page: Page, step: Step) => Promise<Measured>,
): Promise<readonly (readonly Measured[])[]> {
  const measured = steps.map((): Measured[] => []);
  for (let round = 0; round < TIMES; round += 1)
    for (const [index, step] of steps.entries()) {
      if (step.afresh) await page.goto(week);
      try {
        measured[index]?.push(await measure(page, step));
      } catch (error) {
        throw new Error(`« ${step.name} » could not be measured.`, { cause: error });
      }
    }
  return measured;
}

function answered(figure: string, taps: readonly Tapped[]): ReportLine {
  const isSeen = taps.every(({ seen }) => seen);
  return lineOf(
    `${figure}: tap to a picture that shows it`,
    taps.map(({ shown }) => shown),
    {
      unit: "ms",
      atMost: MOST_MS,
      provided: isSeen,
      missed: isSeen
        ? "See what keeps the page busy while the finger is down."
        : "Nothing that was seen changed where it was tapped: see components/ui/pressed-mark.tsx.",
    },
  );
}

const pageOf = (size: string, opened: readonly OpeningTimes[]): ReportLine =>
  lineOf(
    `${size}: tap to the first picture of the next page`,
    opened.map((one) => one.opened),
    { unit: "ms" },
  );

const busyOf = (size: string, opened: readonly OpeningTimes[]): ReportLine =>
  lineOf(
    `${size}: longest time for which a page that is seen cannot answer`,
    opened.map(({ busy }) => busy),
    {
      unit: "ms",
      atMost: MOST_BUSY_MS,
      missed: "See how much of the page is a client component, and what its scripts do at the start.",
    },
  );
