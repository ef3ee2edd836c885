import type { Browser, CDPSession, Page } from "playwright-core";
import { median } from "./figures.ts";
import type { Line } from "./line.ts";

/** How many times slower than this machine's the processor of an old device is. */
export const SLOWER = 4;

/** To which of its rates Chromium's slowdown is set while it is found out what each does, and how often each is tried. */
const [TRIED, TIMES, WARM] = [[3, 3.5, 4], 31, 10] as const;

/** What a rate of Chromium's slowdown does: the same work takes so many times as long. */
export type Slowed = { readonly rate: number; readonly times: number };

/** Makes pages SLOWER times slower. */
export type Slowdown = {
  /** Slows what the page of these devtools does on its own thread. */
  readonly slow: (devtools: CDPSession) => Promise<unknown>;
  /** What was set, and the fixed work before and now: it is measured again, since a machine is not always the same. */
  readonly lines: () => Promise<readonly Line[]>;
};

/**
 * Finds out to which rate Chromium's slowdown must be set for work to take SLOWER times as long. Each 0.2 ms it holds the page's thread up by a signal (thread_cpu_throttler.cc), which costs time
 * of its own: set to 4, arithmetic took 4.3 to 4.5 times as long here, rows made and laid out 5.2 to 5.8, clicks of the tablet 4.1 to 5.6 (30 November 2026, a virtual machine with two cores).
 */
export async function slowdown(browser: Browser): Promise<Slowdown> {
  const before = await measured(browser, TRIED);
  const rate = rateFor(SLOWER, before.slowed);
  return {
    slow: (devtools) => devtools.send("Emulation.setCPUThrottlingRate", { rate }),
    lines: async () => {
      const after = await measured(browser, [rate]);
      return [
        {
          figure: `a fixed piece of work at full speed; Chromium is set to ${rate.toFixed(2)} (${before.slowed.map((one) => `${one.rate}: ${one.times.toFixed(1)} ×`).join(", ")})`,
          measured: `${before.plain.toFixed(1)} ms`,
        },
        {
          figure: "the same at the end, and how many times slower it then is",
          measured: `${after.plain.toFixed(1)} ms, ${(after.slowed[0]?.times ?? Number.NaN).toFixed(1)} ×`,
        },
      ];
    },
  };
}

/** Rates between which the one that is sought lies on any machine that was seen (3.4 to 3.9); beyond them the machine was too busy to measure. */
const [LOWEST, HIGHEST] = [2, 6];

/**
 * The rate that makes work take so many times as long: in the middle of those that each tried rate speaks for, as if it slowed work in proportion. One that was measured wrong does not move it far; a line through two
 * that were measured nearly alike asked for 12.5 once, which was 13 times slower. Refuses what lies beyond `LOWEST` and `HIGHEST`.
 */
export function rateFor(times: number, slowed: readonly Slowed[]): number {
  const rate = median(slowed.map((one) => (one.rate * times) / one.times));
  if (rate < LOWEST || rate > HIGHEST)
    throw new RangeError(
      `To make work ${times} times slower, Chromium's slowdown would have to be set to ${rate.toFixed(1)}: the machine is too busy to measure. Try again when it is calm.`,
    );
  return rate;
}

/** Milliseconds of the fixed work at full speed, and how many times longer it takes at each rate; in turns, since the machine changes. */
async function measured(
  browser: Browser,
  rates: readonly number[],
): Promise<{ readonly plain: number; readonly slowed: readonly Slowed[] }> {
  const page = await browser.newPage();
  try {
    const devtools = await page.context().newCDPSession(page);
    for (let time = 0; time < WARM; time += 1) await fixedWork(page);
    const all: number[] = [];
    const slowed: Slowed[] = [];
    for (const rate of rates) {
      const [plain, slow]: [number[], number[]] = [[], []];
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

/** Milliseconds of what a tap is made of: objects made and looked up, rows made, laid out and taken away, about as much of the one as of the other. */
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
