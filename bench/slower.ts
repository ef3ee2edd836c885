import type { Browser, CDPSession, Page } from "playwright-core";
import { median } from "#tests/rig/figures.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";

/**
 * Milliseconds that the fixed work takes on the old device for which the bounds of taps and loads are: four times the 7
 * ms of the machine on which they were set and kept (docs/decisions/speed-of-a-tap.md). A device has one speed, a
 * machine that measures has not: it may be three times slower in one hour than in the next.
 */
const DEVICE_MS = 28;

/**
 * Parts of the sought slowdown that are tried to find out what Chromium does at each; how often each is tried; and how
 * long what was found out is believed, in milliseconds.
 */
const [TRIED, TIMES, WARM, BELIEVED] = [[0.75, 0.875, 1], 15, 10, 30_000] as const;

/** What a rate of Chromium's slowdown does: the same work takes so many times as long. */
export type RateEffect = { readonly rate: number; readonly times: number };

/**
 * What was found out at one moment: milliseconds of the fixed work at full speed, and the rate at which it takes
 * DEVICE_MS.
 */
type SpeedReading = { readonly plain: number; readonly rate: number };

/** Makes pages as slow as on an old device. */
export type Slowdown = {
  /**
   * Slows what the page of these devtools does on its own thread. Called again now and then, it follows the machine.
   */
  readonly slow: (devtools: CDPSession) => Promise<unknown>;
  /**
   * The fixed work at each time it was measured, and as slowed now: it says how fast the machine was, and whether the
   * last rate still holds.
   */
  readonly lines: () => Promise<readonly ReportLine[]>;
};

/**
 * Finds out to which rate Chromium's slowdown must be set for the fixed work to take DEVICE_MS, anew when half a minute
 * has passed since. Each 0.2 ms Chromium holds the page's thread up by a signal (thread_cpu_throttler.cc), which costs
 * time of its own: set to 4, arithmetic took 4.3 to 4.5 times as long here, rows made and laid out 5.2 to 5.8, clicks
 * of the tablet 4.1 to 5.6 (30 November 2026, a virtual machine with two cores).
 */
export async function slowdown(browser: Browser): Promise<Slowdown> {
  const found: SpeedReading[] = [await findOut(browser)];
  let at = performance.now();
  return {
    slow: async (devtools) => {
      if (performance.now() - at > BELIEVED) {
        // Also an idle page takes half a core while Chromium slows it down.
        await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
        found.push(await findOut(browser));
        at = performance.now();
      }
      return devtools.send("Emulation.setCPUThrottlingRate", { rate: found.at(-1)?.rate ?? Number.NaN });
    },
    lines: async () => {
      const rate = found.at(-1)?.rate ?? Number.NaN;
      const { plain, slowed } = await measured(browser, [rate]);
      const plains = found.map((one) => one.plain);
      const rates = found.map((one) => one.rate);
      return [
        lineOf(
          `a fixed piece of work at full speed, ${found.length} times; Chromium was set to ${rates.map((one) => one.toFixed(1)).join(", ")}`,
          plains,
          { unit: "ms", digits: 1 },
        ),
        lineOf(
          `the same at the end, slowed down; ${DEVICE_MS} ms is meant (${plain.toFixed(1)} at full speed)`,
          plain * (slowed[0]?.times ?? Number.NaN),
          { unit: "ms", digits: 1 },
        ),
      ];
    },
  };
}

async function findOut(browser: Browser): Promise<SpeedReading> {
  const { plain } = await measured(browser, [1]);
  const times = DEVICE_MS / plain;
  const { slowed } = await measured(
    browser,
    TRIED.map((part) => Math.max(1, times * part)),
  );
  return { plain, rate: rateFor(times, slowed) };
}

/**
 * The rate ÷ how many times slower work is to become, on any machine that was seen (0.85 to 0.98 of it); beyond these
 * the machine was too busy to measure.
 */
const LOWEST = 0.5;
const HIGHEST = 1.5;

/**
 * The rate that makes work take so many times as long: in the middle of those that each tried rate speaks for, as if it
 * slowed work in proportion. One that was measured wrong does not move it far; a line through two that were measured
 * nearly alike asked for 12.5 once, which was 13 times slower. Refuses a machine that is itself slower than the device,
 * and a rate beyond `LOWEST` and `HIGHEST`.
 */
export function rateFor(times: number, slowed: readonly RateEffect[]): number {
  const rate = median(slowed.map((one) => (one.rate * times) / one.times));
  if (times < 1 || rate < LOWEST * times || rate > HIGHEST * times)
    throw new RangeError(
      `To make work ${times.toFixed(1)} times slower, Chromium's slowdown would have to be set to ${rate.toFixed(1)}: the machine is too busy to measure. Try again when it is calm.`,
    );
  return Math.max(1, rate);
}

/**
 * Milliseconds of the fixed work at full speed, and how many times longer it takes at each rate; in turns, since the
 * machine changes.
 */
async function measured(
  browser: Browser,
  rates: readonly number[],
): Promise<{ readonly plain: number; readonly slowed: readonly RateEffect[] }> {
  const page = await browser.newPage();
  try {
    const devtools = await page.context().newCDPSession(page);
    for (let time = 0; time < WARM; time += 1) await fixedWork(page);
    const all: number[] = [];
    const slowed: RateEffect[] = [];
    for (const rate of rates) {
      const plain: number[] = [];
      const slow: number[] = [];
      for (let time = 0; time < TIMES; time += 1)
        for (const [set, list] of [
          [1, plain],
          [rate, slow],
        ] as const) {
          await devtools.send("Emulation.setCPUThrottlingRate", { rate: set });
          list.push(await fixedWork(page));
        }
      slowed.push({ rate, times: median(slow) / median(plain) });
      all.push(...plain);
    }
    return { plain: median(all), slowed };
  } finally {
    await page.close();
  }
}

/**
 * Milliseconds of what a tap is made of: objects made and looked up, rows made, laid out and taken away, about as much
 * of the one as of the other.
 */
const fixedWork = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const began = performance.now();
    const known = new Map<string, { readonly index: number; readonly of: readonly number[] }>();
    for (let index = 0; index < 60_000; index += 1) known.set(`key ${index % 5_000}`, { index, of: [index] });
    for (let index = 0; index < 600; index += 1) {
      const row = document.createElement("p");
      row.textContent = String(known.get(`key ${index}`)?.index);
      document.body.append(row);
    }
    void document.body.offsetHeight;
    document.body.replaceChildren();
    return performance.now() - began;
  });
