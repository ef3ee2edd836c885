import { routing } from "#i18n/routing.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import { openBrowser } from "#tests/support/devices.ts";
import { BOUNDED_PAGES, FIRST, FOOTER, measureScreen } from "#tests/support/residents/screens.ts";
import { startApp } from "#tests/support/start-app.ts";
import type { Section } from "#bench/section.ts";

/** A Tuesday morning of the demo's data on which Neuhof is open and people wait. */
const NOW = "2026-09-08T10:02:00+02:00";

/** How high pages for residents are on a phone, how many words they have, and what stands on the first screen. */
export const screens: Section = {
  name: "screens",
  title: "Pages for residents at 390 px: height, words, the first 640 px below the offer of another language, targets",
  measure: async () => {
    const app = await startApp({ now: NOW, env: { LOG_LEVEL: "error" } });
    const browser = await openBrowser();
    const lines: ReportLine[] = [];
    for (const [name, page] of Object.entries(BOUNDED_PAGES))
      for (const locale of routing.locales) {
        const of = `${name}, ${locale}:`;
        const { height, words, footer, bottoms, smallTargets } = await measureScreen(browser, app.url, page, locale);
        lines.push(
          lineOf(`${of} height`, height, {
            unit: "px",
            atMost: page.height[locale],
            missed: "See which section grew, and what can stand behind one link or title.",
          }),
          lineOf(`${of} words`, words, {
            ...(locale === "fr" && { atMost: page.words }),
            missed: "See which sentence says what the page says already.",
          }),
          lineOf(`${of} footer`, footer, {
            unit: "px",
            atMost: FOOTER,
            missed: "See which link takes a row of its own.",
          }),
          ...Object.entries(bottoms).map(([thing, bottom]) =>
            lineOf(`${of} ${thing} ends at`, bottom, {
              unit: "px",
              atMost: FIRST,
              missed: "Move what stands above it further down.",
            }),
          ),
          lineOf(`${of} targets below 48 px`, smallTargets.length, { atMost: 0, missed: smallTargets.join("; ") }),
        );
      }
    await browser.close();
    await app.stop();
    return lines;
  },
};
