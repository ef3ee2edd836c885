import { announcedRange, middleOf } from "#lib/queue/wait/estimate-wait.ts";
import { learnBand, learnMinutes, paceOf, type PastForecast, type PastVisit } from "#lib/queue/wait/learn-pace.ts";
import type { Pace } from "#lib/queue/wait/pace.ts";
import { percentile } from "#tests/rig/figures.ts";
import type { ReportLine } from "#tests/rig/report.ts";
import type { Section } from "#bench/section.ts";
import { runHalfDay, type AnnouncedWait } from "./announce.ts";
import { usualMinutes, type Cell } from "./half-day.ts";

const DESKS = [1, 2, 3, 4];
const LOADS = [0.8, 1.1, 1.4];
const SLOWNESS = [0.75, 1, 1.25];
const SAID = [true, false];

/** The load of a Monday with twice as many people, at places that learned from half-days of half that load. */
const MONDAY = { usual: 1.1, load: 2.2 };

/** Places of each kind, half-days from which each learns, and half-days on which it is then tried. */
const PLACES = 4;
const LEARNED_FROM = 10;
const TRIED_ON = 13;

/** The share of announcements beside which the generator's own continuations are run. */
const COMPARED = 0.02;

/** The values of lib/queue/wait/pace.ts are chosen with `--tuning`, and judged by half-days that nobody looked at. */
const FIRST_SEED = { tuning: 26_000_000, judging: 3_026_000_000 };

const ADVICE =
  "Look at the cells that miss it: is the middle wrong (lib/queue/wait/simulate-turns.ts), or the width (lib/queue/wait/learn-pace.ts)?";

type TriedWait = AnnouncedWait & { readonly cell: Cell };

/**
 * At a place that nothing is known of; and after ten half-days: on days like them, on a Monday, beside a silent desk.
 */
type Tried = Record<"cold" | "learned" | "monday" | "silent", readonly AnnouncedWait[]>;

/**
 * Whether announced waits come true, on generated half-days: at a place that nothing is known of, and after ten
 * half-days.
 */
export const wait: Section = {
  name: "wait",
  title: `Announced waits on generated half-days: 1 to 4 desks, three loads, help of 0.75 to 1.25 times the usual length; ${2 * DESKS.length * PLACES * TRIED_ON} half-days for each load and length`,
  measure: async ({ tuning }) => {
    const all: Record<keyof Tried, TriedWait[]> = { cold: [], learned: [], monday: [], silent: [] };
    let seed = tuning ? FIRST_SEED.tuning : FIRST_SEED.judging;
    for (const cell of cells()) {
      for (let place = 0; place < PLACES; place += 1) {
        const tried = tryPlace(cell, seed);
        for (const kind of ["cold", "learned", "monday", "silent"] as const)
          all[kind].push(...tried[kind].map((one) => ({ ...one, cell })));
        seed += 1_000;
      }
    }
    return [
      ...coldLines(all.cold),
      ...learnedLines(all.learned),
      ...mondayLines(all.monday),
      ...silentLines(all.silent),
    ];
  },
};

const cells = (): readonly Cell[] =>
  SAID.flatMap((topicsSaid) =>
    DESKS.flatMap((desks) =>
      LOADS.flatMap((load) => SLOWNESS.map((slowness) => ({ desks, load, slowness, topicsSaid }))),
    ),
  );

/** A place that learns after each of ten half-days, as the product does by night, from nothing but what it stores. */
function tryPlace(cell: Cell, seed: number): Tried {
  const unknown = paceOf(usualMinutes);
  const past: (readonly PastVisit[])[] = [];
  const forecasts: PastForecast[] = [];
  let pace = unknown;
  for (let day = 0; day < LEARNED_FROM; day += 1) {
    const halfDay = runHalfDay(cell, seed + day, pace);
    past.push(halfDay.past);
    for (const { forecast, low, high, waited, answered } of halfDay.called)
      if (answered) forecasts.push({ ...forecast, low, high, waited });
    pace = paceOf(usualMinutes, { ...learnMinutes(past, usualMinutes), ...learnBand(forecasts) });
  }
  const days = Array.from({ length: TRIED_ON }, (_, day) => seed + LEARNED_FROM + day);
  const tried = (as: Cell, known: Pace, compared?: number): readonly AnnouncedWait[] =>
    days.flatMap((day) => runHalfDay(as, day, known, compared).called);
  const isUsual = cell.load === MONDAY.usual;
  return {
    cold: tried(cell, unknown),
    learned: tried(cell, pace, COMPARED),
    monday: isUsual ? tried({ ...cell, load: MONDAY.load }, pace) : [],
    silent: isUsual
      ? tried({ ...cell, leavesUnsaid: true }, pace).filter(({ besideSilentDesk }) => besideSilentDesk)
      : [],
  };
}

const mean = (all: readonly TriedWait[], figure: (one: TriedWait) => number): number =>
  all.reduce((sum, one) => sum + figure(one), 0) / all.length;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const minutes = (figure: number): string => `${figure.toFixed(1)} min`;
const isInside = ({ waited, low, high }: TriedWait): boolean => low <= waited && waited <= high;
const inside = (all: readonly TriedWait[]): number => mean(all, (one) => Number(isInside(one)));
const later = (all: readonly TriedWait[]): number => mean(all, ({ waited, high }) => Number(waited > high));
const errorOfMiddle = (all: readonly TriedWait[]): number =>
  mean(all, ({ low, high, waited }) => Math.abs(middleOf({ low, high }) - waited));
const errorOfRule = (all: readonly TriedWait[]): number =>
  mean(all, ({ ruleOfThumb, waited }) => Math.abs(ruleOfThumb - waited));

/** By how much calls come after the middle of what was announced, in minutes: half of them later than that. */
const shift = (all: readonly TriedWait[]): number =>
  percentile(
    all.map(({ waited, low, high }) => waited - middleOf({ low, high })),
    0.5,
  );

const bySlowness = (all: readonly TriedWait[]): Groups =>
  [...Map.groupBy(all, ({ cell }) => cell.slowness)].map(([of, theirs]) => [`help × ${of}`, theirs]);
const bySlownessAndLoad = (all: readonly TriedWait[]): Groups =>
  bySlowness(all).flatMap(([name, some]) =>
    [...Map.groupBy(some, ({ cell }) => cell.load)].map(([load, theirs]) => [`${name}, load ${load}`, theirs] as const),
  );
type Groups = readonly (readonly [name: string, theirs: readonly TriedWait[]])[];

/** A line for the share inside the announced range, and how many were called before and after it. */
function insideLine(name: string, all: readonly TriedWait[], least: number, most = 1): ReportLine {
  const share = inside(all);
  return {
    figure: `${name}: of ${all.length} calls, inside the announced range`,
    measured: percent(share),
    spread: `${percent(1 - share - later(all))} before, ${percent(later(all))} after`,
    bound: {
      description: most === 1 ? `>= ${percent(least)}` : `${percent(least)} to ${percent(most)}`,
      holds: share >= least && share <= most,
      missed: ADVICE,
    },
  };
}

const coldLines = (all: readonly TriedWait[]): readonly ReportLine[] => [
  insideLine("cold", all, 0.72),
  ...bySlownessAndLoad(all).map(([name, theirs]) => insideLine(`cold, ${name}`, theirs, 0.72)),
];

const mondayLines = (all: readonly TriedWait[]): readonly ReportLine[] => [
  insideLine("a Monday with twice as many people", all, 0.77, 0.83),
  ...bySlowness(all).map(([name, theirs]) => insideLine(`such a Monday, ${name}`, theirs, 0.72)),
];

/** Where somebody has left a desk without saying so, nobody can know when they come back. */
const silentLines = (all: readonly TriedWait[]): readonly ReportLine[] => [
  insideLine("while a desk has called nobody for five minutes", all, 0.72),
];

function learnedLines(all: readonly TriedWait[]): readonly ReportLine[] {
  const byDesksAndLoad = [...Map.groupBy(all, ({ cell: { desks, load } }) => `${desks} desks, load ${load}`)];
  const insideOfCells = byDesksAndLoad.map(([name, theirs]) => ({ name, share: inside(theirs) }));
  const worst = insideOfCells.reduce((a, b) => (a.share < b.share ? a : b));
  const excess = byDesksAndLoad.map(([name, theirs]) => ({ name, more: errorOfMiddle(theirs) - errorOfRule(theirs) }));
  const farthest = excess.reduce((a, b) => (a.more > b.more ? a : b));
  const gain = 1 - errorOfMiddle(all) / errorOfRule(all);
  return [
    insideLine("after ten half-days", all, 0.77, 0.83),
    ...bySlowness(all).map(([name, theirs]) => insideLine(`after ten, ${name}`, theirs, 0.77, 0.83)),
    {
      figure: `inside, the worst of desks × load: ${worst.name}`,
      measured: percent(worst.share),
      spread: `${percent(worst.share)} to ${percent(Math.max(...insideOfCells.map(({ share }) => share)))}`,
      bound: { description: ">= 70 %", holds: worst.share >= 0.7, missed: ADVICE },
    },
    ...bySlownessAndLoad(all).map(([name, theirs]) => ({
      figure: `after ten, ${name}: half of the calls come later than the middle by more than`,
      measured: minutes(shift(theirs)),
      bound: { description: "under 1 min either way", holds: Math.abs(shift(theirs)) < 1, missed: ADVICE },
    })),
    ...widths(all),
    {
      figure: `error of the middle, below that of (ahead + 1) × true mean ÷ desks (${minutes(errorOfRule(all))})`,
      measured: `${minutes(errorOfMiddle(all))}, ${percent(gain)}`,
      bound: { description: ">= 12 %", holds: gain >= 0.12, missed: ADVICE },
    },
    {
      figure: `the same in the worst cell, above that rule: ${farthest.name}`,
      measured: minutes(farthest.more),
      bound: { description: "<= 0.3 min", holds: farthest.more <= 0.3, missed: ADVICE },
    },
  ];
}

/** Widths beside the range in which the generator's own continuations lie, as they are and rounded to fives. */
function widths(all: readonly TriedWait[]): readonly ReportLine[] {
  const compared = all.flatMap((one) => (one.possible ? [{ ...one, possible: one.possible }] : []));
  const width = (of: (one: (typeof compared)[number]) => { readonly low: number; readonly high: number }): number =>
    compared.reduce((sum, one) => sum + of(one).high - of(one).low, 0) / compared.length;
  const pairs = [
    ["as forecast", width(({ forecast }) => forecast), width(({ possible }) => possible)],
    ["in fives", width((one) => one), width(({ possible }) => announcedRange(possible))],
  ] as const;
  return pairs.map(([how, ours, theirs]) => ({
    figure: `mean width ${how}, to that of ${compared.length} × 500 continuations (${minutes(theirs)})`,
    measured: `${minutes(ours)}, × ${(ours / theirs).toFixed(2)}`,
    bound: { description: "<= × 1.1", holds: ours <= 1.1 * theirs, missed: ADVICE },
  }));
}
