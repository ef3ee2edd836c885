import { announcedRange, forecastTurns, waitOfNewcomer, type Forecast } from "#lib/queue/wait/estimate-wait.ts";
import type { Pace } from "#lib/queue/wait/pace.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { percentile } from "#tests/rig/figures.ts";
import { GeneratedHalfDay, MEAN_HELP, type Cell } from "./half-day.ts";
import { randomFrom } from "./random.ts";

/** What somebody was told with their number, and what came of it; minutes. */
export type AnnouncedWait = {
  readonly forecast: Forecast;
  readonly low: number;
  readonly high: number;
  /** (ahead + 1) × true mean ÷ desks: the rule of thumb that knows the true mean of a help. */
  readonly ruleOfThumb: number;
  readonly waited: number;
  /** Whether they answered the first call: of others the row keeps a later one. */
  readonly answered: boolean;
  /** Whether the person of a desk had left without saying so. */
  readonly besideSilentDesk: boolean;
  /** The 10 and 90 % quantiles of the generator's own continuations; missing where they were not asked for. */
  readonly possible?: { readonly low: number; readonly high: number };
};

/** Continuations of one moment. */
const CONTINUATIONS = 500;

/**
 * Runs a half-day of that place with that pace and answers what each person was told who had to wait and was called.
 * Who leaves before a call is out. `compared`: the share of them for which the generator's own continuations are run.
 */
export function runHalfDay(cell: Cell, seed: number, pace: Pace, compared = 0) {
  const told = new Map<string, Omit<AnnouncedWait, "waited" | "answered"> & { readonly at: number }>();
  const halfDay = GeneratedHalfDay.begin(cell, seed).run((visit, halfDay) => {
    const { line, now } = halfDay;
    const before = { ...line, visits: line.visits.filter(({ id }) => id !== visit.id) };
    if (waitOfNewcomer(before, instant(now), pace).state !== "range") return;
    const forecast = forecastTurns(line, instant(now), pace).get(visit.id);
    if (!forecast) return;
    const ahead = before.visits.filter(({ state }) => state === "waiting" || state === "absent").length;
    const possible = randomFrom(seed + visit.number).chance(compared) && continuationsOf(halfDay, visit.id, seed);
    const desks = Math.max(1, line.desks.filter(({ state }) => state !== "left").length);
    told.set(visit.id, {
      at: now,
      forecast,
      ...announcedRange(forecast),
      besideSilentDesk: halfDay.hasSilentDesk,
      ruleOfThumb: ((ahead + 1) * MEAN_HELP * cell.slowness) / desks,
      ...(possible && { possible }),
    });
  });
  const called = [...told].flatMap(([id, { at, ...announced }]) => {
    const call = halfDay.firstCalls.get(id);
    const answered = halfDay.line.visits.some((visit) => visit.id === id && visit.missedCalls === 0);
    return call === undefined || halfDay.gone.has(id) ? [] : [{ ...announced, answered, waited: (call - at) / MINUTE }];
  });
  return { called, past: halfDay.past };
}

/**
 * The range in which the generator's own continuations of this moment lie, in minutes; undefined when the person is
 * never called.
 */
function continuationsOf(halfDay: GeneratedHalfDay, who: string, seed: number): AnnouncedWait["possible"] {
  const waits: number[] = [];
  for (let index = 0; index < CONTINUATIONS; index += 1) {
    const other = halfDay.continuation(seed * CONTINUATIONS + index, who).run(undefined, who);
    const call = other.firstCalls.get(who);
    if (call !== undefined) waits.push((call - halfDay.now) / MINUTE);
  }
  return waits.length === 0 ? undefined : { low: percentile(waits, 0.1), high: percentile(waits, 0.9) };
}
