import fc from "fast-check";
import { announcedRange, bandOf } from "#lib/queue/wait/estimate-wait.ts";
import { learnBand, learnMinutes, NOTHING_LEARNED, paceOf, type PastVisit } from "#lib/queue/wait/learn-pace.ts";
import { STANDARD } from "#lib/queue/wait/pace.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

const usual = (topic?: string): number => (topic === "paper" ? 10 : 25);

/**
 * People who are helped one after the other at one desk, each there since the beginning; with that pause between two.
 */
function helped(
  minutes: readonly number[],
  more: { readonly topic?: string; readonly pause?: number } = {},
): PastVisit[] {
  const { pause = 3, topic } = more;
  let from = at("9:00");
  return minutes.map((length) => {
    const startedAt = from;
    const endedAt = plusMinutes(startedAt, length);
    from = plusMinutes(endedAt, pause);
    return {
      joinedAt: at("9:00"),
      calledAt: startedAt,
      startedAt,
      endedAt,
      desk: 1,
      end: "helped",
      ...(topic && { topic }),
    };
  });
}
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

test("a place that has taught nothing has the usual minutes", () => {
  expect(paceOf(usual).minutesOf("paper")).toBe(10);
  expect(paceOf(usual).minutesOf()).toBe(25);
  expect(learnMinutes([], usual)).toEqual({
    byTopic: {},
    factor: 1,
    helps: 0,
    meanHelp: 0,
    between: STANDARD.between,
    leaving: STANDARD.leaving,
    vanishing: STANDARD.vanishing,
  });
});

test("minutes are learned by topic: few helps change little, many make their own mean", () => {
  const learned = (count: number) => {
    const minutes = learnMinutes([helped(times(count, 16), { topic: "paper" })], usual);
    return paceOf(usual, { ...NOTHING_LEARNED, ...minutes }).minutesOf("paper");
  };
  expect(learned(2)).toBeLessThan(12);
  expect(learned(300)).toBeCloseTo(16, 0);
});

test("a place whose helps take longer is slower in topics that nobody came for yet, and in visits without a topic", () => {
  const learned = learnMinutes([helped(times(300, 12.5), { topic: "paper" })], usual);
  expect(paceOf(usual, { ...NOTHING_LEARNED, ...learned }).minutesOf()).toBeCloseTo(25 * 1.25, 0);
  expect(paceOf(usual, { ...NOTHING_LEARNED, ...learned }).minutesOf("other")).toBeCloseTo(25 * 1.25, 0);
});

test("a forgotten « Terminer » counts as three times the usual minutes at most", () => {
  const withOne = (minutes: number) => learnMinutes([[...helped(times(20, 25)), ...helped([minutes])]], usual).factor;
  expect(withOne(600)).toBe(withOne(75));
  expect(withOne(60)).toBeLessThan(withOne(75));
});

test("a help whose end was said later teaches no minutes, and none until the next one", () => {
  const [first, ...others] = helped([20, 25, 30], { pause: 15 });
  const about = first ? [{ ...first, endedAbout: true }, ...others] : [];
  const known = learnMinutes([others], usual);
  expect(learnMinutes([about], usual)).toMatchObject({ factor: known.factor, helps: 2, between: known.between });
  expect(learnMinutes([first ? [first, ...others] : []], usual).between).toBeGreaterThan(known.between);
});

test("minutes between two helps count while the next person was there already, and at most twenty", () => {
  const between = (visits: readonly PastVisit[]) => learnMinutes([visits], usual).between;
  expect(between(helped(times(200, 10), { pause: 6 }))).toBeCloseTo(6, 0);
  expect(between(helped(times(200, 10), { pause: 90 }))).toBeLessThan(20);
  const nobodyThere = helped(times(200, 10), { pause: 30 }).map((visit) => ({ ...visit, joinedAt: visit.startedAt! }));
  expect(between(nobodyThere)).toBe(STANDARD.between);
});

test("gaps are those of one half-day and one desk", () => {
  const days = [helped([10]), helped([10]).map((visit) => ({ ...visit, desk: 2 }))];
  expect(learnMinutes(days, usual).between).toBe(STANDARD.between);
  expect(learnMinutes([days.flat()], usual).between).toBe(STANDARD.between);
});

test("who says that they leave and who turns out to have gone is learned by the minutes of waiting", () => {
  const waits = (end: PastVisit["end"]): PastVisit => ({ joinedAt: at("9:00"), endedAt: at("10:40"), end });
  const learned = learnMinutes([[...times(1_200, waits("left")), ...times(400, waits("vanished"))]], usual);
  expect(learned.leaving).toBeCloseTo(1_200 / 160_000, 3);
  expect(learned.vanishing).toBeCloseTo(400 / 160_000, 3);
});

test("a few thousand minutes in short lines that nobody left do not teach that nobody leaves a long one", () => {
  const stays: PastVisit = { joinedAt: at("9:00"), calledAt: at("9:10"), endedAt: at("9:30"), end: "helped" };
  const { leaving, vanishing } = learnMinutes([times(300, stays)], usual);
  expect(leaving).toBeGreaterThan(STANDARD.leaving / 2);
  expect(vanishing).toBeGreaterThan(STANDARD.vanishing / 2);
});

test("few calls change the width of the ranges little, many make it such that eight in ten lie inside", () => {
  const waited = [-14, -8, -5, -2, 0, 1, 3, 6, 9, 20];
  const calls = (repeats: number) =>
    times(
      repeats,
      waited.map((off) => ({ tenth: 25, middle: 30, ninetieth: 35, low: 25, high: 35, waited: 30 + off })),
    ).flat();
  expect(learnBand([])).toEqual({ below: STANDARD.below, above: STANDARD.above, calls: 0, callsInside: 0 });
  expect(learnBand(calls(1)).below).toBeLessThan(STANDARD.below + 0.3);
  const { below, above } = learnBand(calls(200));
  const { low, high } = announcedRange(bandOf({ tenth: 25, middle: 30, ninetieth: 35 }, { below, above }));
  expect([low, high]).toEqual([20, 40]);
});

test("whatever the calls, at most a tenth of many come before the learned range and a tenth after it, as far as it may be widened", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ middle: fc.integer({ min: 5, max: 90 }), off: fc.double({ min: -1, max: 2, noNaN: true }) }),
        {
          minLength: 50,
          maxLength: 50,
        },
      ),
      (some) => {
        const calls = times(60, some)
          .flat()
          .map(({ middle, off }) => ({
            tenth: middle * 0.5,
            middle,
            ninetieth: middle * 1.6,
            low: 0,
            high: 100,
            waited: middle * (1 + off),
          }));
        const band = learnBand(calls);
        const outside = (side: (range: { low: number; high: number }, waited: number) => boolean): number =>
          calls.filter((call) => side(announcedRange(bandOf(call, band)), call.waited)).length / calls.length;
        if (band.below < 2.9) expect(outside(({ low }, waited) => waited < low)).toBeLessThan(0.16);
        if (band.above < 2.9) expect(outside(({ high }, waited) => waited > high)).toBeLessThan(0.16);
      },
    ),
    { numRuns: runs(5, 100) },
  );
});
