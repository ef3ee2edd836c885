import { constants, setPriority } from "node:os";
import { Transform } from "node:stream";
import type { Browser, Page } from "playwright-core";
import { openProxy } from "#tests/support/cuttable-proxy.ts";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp } from "#tests/support/start-app.ts";
import { median, p95, spread, sum } from "#tests/rig/figures.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import { kilobytes, weigh } from "#bench/pages/weigh.ts";
import { slowdown, type Slowdown } from "#bench/slower.ts";
import { ASKED_LAST, MOST_LOADED } from "./chosen.ts";
import { openHalfDay, type HalfDay } from "./half-day.ts";
import { loads } from "./load.ts";
import { answerOf, CYCLE, type AnswerTimes } from "./tap.ts";

/** People in line: some, and as many as on a day on which everybody came. */
const FEW = 5;
const MANY = 65;

/**
 * The most milliseconds until the call button has answered, as the median of LOADS: on a new device, and afterwards.
 */
const MOST_FIRST = 3_000;
const MOST_AFTER = 1_000;
const LOADS = 5;

/**
 * How often the page is asked for before it is loaded: the first ones take a server that has just started two to four
 * times as long as those of its day.
 */
const WARM = 40;

/**
 * The most milliseconds from a tap to the picture that shows its answer, and how many times it is longer with MANY in
 * line than with FEW.
 */
const MOST_TAP = 100;
const MOST_TIMES = 1.5;
const CYCLES = 10;

/** How many taps are measured while the server answers so many milliseconds late. */
const LATE_TAPS = 500;
const LATE = 5_000;

/** What a conseiller waits for at the tablet with a full line, as it is seen in Chromium. */
export const tablet: Section = {
  name: "tablet",
  onlyByName: true,
  title: `The tablet with ${MANY} people in line: its load at 1.6 Mb/s and 150 ms (median of ${LOADS}), and its taps, on the processor of an old device`,
  measure: async () => {
    const browser = await openBrowser();
    // What is not on the tablet in a half-day, the server, its database and the measurement, gives way to the browser
    // on this machine.
    setPriority(constants.priority.PRIORITY_LOW);
    const slower = await slowdown(browser);
    const app = await startApp({ now: SUNDAY, env: { LOG_LEVEL: "error" } });
    let late = 0;
    const link = await openProxy(app.url, { through: () => delayed(() => late) });
    try {
      const halfDay = await openHalfDay(app, browser);
      await halfDay.join(FEW);
      const few = await taps(browser, link.url, halfDay, slower, CYCLES);
      await halfDay.join(MANY - FEW);
      const many = await taps(browser, link.url, halfDay, slower, CYCLES);
      const loaded = await loadLines(browser, link.url, halfDay, slower, (by) => (late = by));
      const whenLate = await taps(
        browser,
        link.url,
        halfDay,
        slower,
        Math.ceil(LATE_TAPS / CYCLE.length),
        (by) => (late = by),
      );
      return [
        ...loaded,
        ...tapLines(few, many),
        lateLine(whenLate),
        ...shiftLines(many, whenLate),
        ...(await slower.lines()),
      ];
    } finally {
      await browser.close();
      await link.close();
      await app.stop();
    }
  },
};

/** Lets each piece pass so many milliseconds later, the end after the last of them. They never become fewer. */
const delayed = (by: () => number): Transform =>
  new Transform({
    transform(piece: Buffer, _, done) {
      if (by() === 0) return done(null, piece);
      setTimeout(() => this.destroyed || this.push(piece), by());
      done();
    },
    flush: (done) => void setTimeout(done, by()),
  });

/** How many of the slowest taps are said when one was too slow. */
const SAID = 5;

/**
 * The taps of a tablet by their names, and what moved meanwhile: without a tap just before (`what` it was), and with
 * one.
 */
type Tapped = {
  readonly answers: Readonly<Record<string, readonly AnswerTimes[]>>;
  readonly moved: { readonly byItself: number; readonly byTaps: number; readonly what: readonly string[] };
};

/**
 * So many cycles of taps on a tablet that is opened for it. `answersLate`: makes the server's answers come so many
 * milliseconds late meanwhile.
 */
async function taps(
  browser: Browser,
  url: string,
  { address, login, isSent }: HalfDay,
  { slow }: Slowdown,
  cycles: number,
  answersLate: (by: number) => void = () => undefined,
): Promise<Tapped> {
  const { context, page } = await openDevice(browser, url, "tablet", { ...login, hasTouch: true });
  try {
    await notesMoves(page);
    await page.goto(address);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const devtools = await context.newCDPSession(page);
    answersLate(LATE);
    const answers: Record<string, AnswerTimes[]> = {};
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await slow(devtools);
      for (const tap of CYCLE) (answers[tap.name] ??= []).push(await answerOf(page, tap));
    }
    answersLate(0);
    await isSent();
    return { answers, moved: await page.evaluate(() => globalThis.moved) };
  } finally {
    await context.close();
  }
}

declare global {
  var moved: Tapped["moved"];
}

/**
 * Sums what moves on the page (layout-shift). What moves within half a second of a tap is its answer, which the
 * standard leaves out.
 */
const notesMoves = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    type Move = PerformanceEntry & {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly { readonly node: Node | null }[];
    };
    const what: string[] = [];
    const moved = (globalThis.moved = { byItself: 0, byTaps: 0, what });
    let tapped = Number.NaN;
    addEventListener("pointerup", ({ timeStamp }) => void (tapped = timeStamp), { capture: true });
    new PerformanceObserver((list) => {
      for (const one of list.getEntries() as Move[]) {
        moved[one.hadRecentInput ? "byTaps" : "byItself"] += one.value;
        if (one.hadRecentInput) continue;
        const texts = one.sources.map(({ node }) => `« ${node?.textContent?.slice(0, 40)} »`);
        what.push(
          `${texts.join(", ")} by ${one.value.toFixed(4)}, ${(one.startTime - tapped).toFixed(0)} ms after a tap`,
        );
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

async function loadLines(
  browser: Browser,
  url: string,
  halfDay: HalfDay,
  slower: Slowdown,
  answersLate: (by: number) => void,
): Promise<readonly ReportLine[]> {
  const { all, scripts, fonts } = await weigh(browser, url + halfDay.address, {
    ...halfDay.login,
    serviceWorkers: "block",
    last: ASKED_LAST,
  });
  await halfDay.askForPage(WARM);
  const times = [];
  for (let load = 0; load < LOADS; load += 1) times.push(await loads(browser, url, halfDay, slower, answersLate));
  const first = times.map((one) => one.first);
  const after = times.map((one) => one.after);
  return [
    lineOf(
      `first load in all; scripts ${kilobytes(scripts).toFixed(0)} kB, fonts ${kilobytes(fonts).toFixed(0)} kB`,
      kilobytes(all),
      {
        unit: "kB",
        digits: 1,
        atMost: MOST_LOADED,
        missed: "See what the scripts of the tablet import, and how often it reads the line.",
      },
    ),
    untilLine("first load: until the call button has answered a tap", first, MOST_FIRST),
    untilLine("afterwards: until the call button has answered a tap", after, MOST_AFTER),
  ];
}

const untilLine = (figure: string, times: readonly number[], most: number): ReportLine =>
  lineOf(figure, times, {
    unit: "ms",
    atMost: most,
    missed: "See what the page waits for: its document, its scripts, or what they do at the start.",
  });

/** The milliseconds of all its taps. */
const timesOf = ({ answers }: Tapped): readonly number[] =>
  Object.values(answers).flatMap((taps) => taps.map(({ shown }) => shown));

function tapLines(few: Tapped, many: Tapped): readonly ReportLine[] {
  const all = timesOf(many);
  const times = median(all) / median(timesOf(few));
  return [
    ...Object.entries(many.answers).map(([name, taps]) => {
      const ofKind = taps.map(({ shown }) => shown);
      return answered(`${name}: tap to paint`, ofKind, median(ofKind));
    }),
    answered("19 taps in 20", all, p95(all)),
    lineOf(`a tap with ${MANY} in line ÷ with ${FEW}`, times, {
      digits: 2,
      atMost: MOST_TIMES,
      missed:
        "Something is rendered or laid out for each person of the line: see components/tablet/line/line-list.tsx.",
    }),
  ];
}

function lateLine(tapped: Tapped): ReportLine {
  const all = timesOf(tapped);
  const above = all.filter((tap) => tap > MOST_TAP).length;
  const slowest = Object.entries(tapped.answers)
    .flatMap(([name, taps]) => taps.map((tap, cycle) => ({ name, cycle, ...tap })))
    .toSorted((one, other) => other.shown - one.shown)
    .slice(0, SAID)
    .map(
      ({ name, cycle, shown, heard, handled }) =>
        `${name} ${shown.toFixed(0)} (cycle ${cycle + 1}${heard === undefined || handled === undefined ? "" : `; heard after ${heard.toFixed(0)}, handled after ${handled.toFixed(0)}`})`,
    );
  return answered(
    `slowest of ${all.length} taps, the server ${LATE / 1_000} s late (median ${median(all).toFixed(0)} ms, ${above} above ${MOST_TAP})`,
    all,
    Math.max(...all),
    ` The slowest, in ms: ${slowest.join("; ")}.`,
  );
}

const answered = (figure: string, taps: readonly number[], measured: number, which = ""): ReportLine =>
  lineOf(figure, measured, {
    unit: "ms",
    spread: spread(taps),
    atMost: MOST_TAP,
    missed: `Profile that tap: what is rendered anew, and what else keeps the page busy while the finger is down.${which}`,
  });

function shiftLines(...tapped: readonly Tapped[]): readonly ReportLine[] {
  const what = tapped.flatMap(({ moved }) => moved.what);
  const taps = tapped.flatMap(timesOf).length;
  return [
    lineOf(`layout shift without a tap, in all of ${taps} taps`, sum(tapped.map(({ moved }) => moved.byItself)), {
      digits: 4,
      atMost: 0,
      missed: `Something comes, goes or grows by itself and moves what stands beside it: give it its room. It moved ${what.join("; ")}.`,
    }),
    lineOf("layout shift that answers a tap, each", sum(tapped.map(({ moved }) => moved.byTaps)) / taps, { digits: 4 }),
  ];
}
