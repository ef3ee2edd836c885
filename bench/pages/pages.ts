import { openBrowser } from "#tests/support/devices.ts";
import { startApp } from "#tests/support/start-app.ts";
import { startEmpty } from "#tests/rig/applications.ts";
import { median, spread } from "#tests/rig/figures.ts";
import { columns, lineOf, type ReportLine } from "#tests/rig/report.ts";
import { NOW } from "#bench/bookings/wanted.ts";
import type { Section } from "#bench/section.ts";
import { slowdown } from "#bench/slower.ts";
import { residentPages } from "./addresses.ts";
import { inLocale, LOCALES, MOST_FONTS, MOST_SCRIPT } from "./chosen.ts";
import { mainText } from "./main-text.ts";
import { kilobytes, weigh } from "./weigh.ts";

/** The most milliseconds to the main text on an old phone and a weak network, as the median of LOADS loads. */
const MOST_MS = 2_500;
const LOADS = 5;

type MeasuredPage = {
  readonly page: string;
  readonly locale: (typeof LOCALES)[number];
  readonly script: number;
  readonly fonts: number;
  readonly times: readonly number[];
};

/** The script and fonts that each page for residents sends, and the time until its main text, measured in Chromium. */
export const pages: Section = {
  name: "pages",
  title: `Pages for residents: script above an empty page, fonts, and main text at 1.6 Mb/s, 150 ms, on the processor of an old device (median of five)`,
  measure: async () => {
    const app = await startApp({ now: NOW, env: { LOG_LEVEL: "error" } });
    const empty = await startEmpty();
    const browser = await openBrowser();
    const slower = await slowdown(browser);
    const measured: MeasuredPage[] = [];
    const nothing = kilobytes((await weigh(browser, empty.url)).scripts);
    console.log(
      `\nAn empty page sends ${nothing.toFixed(1)} kB of compressed script.\n${row("page", "", "kB script", "kB fonts", "ms main text", "")}`,
    );
    for (const [page, address] of Object.entries(await residentPages(app)))
      for (const locale of LOCALES) {
        const url = app.url + inLocale(address, locale);
        const { scripts, fonts } = await weigh(browser, url);
        const times: number[] = [];
        for (let load = 0; load < LOADS; load += 1) times.push(await mainText(browser, url, slower));
        const one = { page, locale, script: kilobytes(scripts) - nothing, fonts: kilobytes(fonts), times };
        measured.push(one);
        console.log(
          row(page, locale, one.script.toFixed(1), one.fonts.toFixed(1), median(times).toFixed(0), spread(times)),
        );
      }
    const machine = await slower.lines();
    await browser.close();
    for (const thing of [empty, app]) await thing.stop();
    return [...judged(measured), ...machine];
  },
};

/** The heaviest and the slowest page: if they keep the bounds, all do. */
function judged(measured: readonly MeasuredPage[]): readonly ReportLine[] {
  const heaviest = most(measured, ({ script }) => script);
  const slowest = most(measured, ({ times }) => median(times));
  return [
    lineOf(`script above an empty page, at most (${named(heaviest)})`, heaviest.script, {
      unit: "kB",
      digits: 1,
      atMost: MOST_SCRIPT,
      missed: "Something large has become a client component: see what the page's islands import.",
    }),
    ...LOCALES.map((locale): ReportLine => {
      const one = most(
        measured.filter((page) => page.locale === locale),
        ({ fonts }) => fonts,
      );
      return lineOf(`fonts, at most (${named(one)})`, one.fonts, {
        unit: "kB",
        digits: 1,
        atMost: MOST_FONTS[locale],
        missed: "See which letter of the page asks for which file, by the ranges of app/fonts.css.",
      });
    }),
    lineOf(`main text, at the latest (${named(slowest)})`, slowest.times, {
      unit: "ms",
      atMost: MOST_MS,
      missed: "See what the page waits for before its first paint: style sheets, fonts asked for ahead, or the server.",
    }),
  ];
}

function most(measured: readonly MeasuredPage[], figure: (one: MeasuredPage) => number): MeasuredPage {
  const [first, ...others] = measured;
  if (!first) throw new RangeError("No page was measured.");
  return others.reduce((best, one) => (figure(one) > figure(best) ? one : best), first);
}

const named = ({ page, locale }: MeasuredPage): string => `${page}, ${locale}`;

const row = (...cells: readonly string[]): string => columns([cells], [20, 4, 10, 10, 14, 14]);
