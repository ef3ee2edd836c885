/** @long */
import {
  backAt,
  blankTimes,
  LOOKS_CURRENT,
  longestUnseen,
  oldTruths,
  plainBack,
  unreadable,
  type BlindSpan,
  type ScreenFacts,
  type Load,
  type ScreenReading,
  type Step,
} from "#tests/chaos/judge.ts";

/** A line as the last number called: a screen says “7” when it shows that number. It must show the present one. */
const CALLED: ScreenFacts<string> = { holds: (number, fact) => fact === number, needed: (number) => [number] };

const SECOND = 1_000;

/** One look each half second from one second to another, before the second. */
const looks = (from: number, to: number, look: Partial<ScreenReading> = {}): ScreenReading[] =>
  Array.from({ length: (to - from) * 2 }, (_, index) => ({
    at: from * SECOND + index * 500,
    own: true,
    grey: false,
    says: ["7"],
    ...look,
  }));

/** The number called and when it was decided and acknowledged, in seconds. */
const step = (state: string, decided: number, acknowledged: number): Step<string> => ({
  state,
  decided: decided * SECOND,
  acknowledged: acknowledged * SECOND,
});
const SEVEN = step("7", -Infinity, -Infinity);

const old = (
  seen: readonly ScreenReading[],
  steps: readonly Step<string>[] = [SEVEN],
  blind: readonly BlindSpan[] = [],
) =>
  oldTruths({ seen, steps, facts: CALLED, blind }).map(
    ({ what, from, lasted }) => `${what} from ${from / SECOND} for ${lasted / SECOND} s`,
  );

describe("an old truth", () => {
  test("is none while the screen shows what is acknowledged", () => {
    expect(old(looks(0, 30))).toEqual([]);
  });

  test("lasts from the first look after the acknowledgement until the screen shows the new one", () => {
    const seen = [...looks(0, 14), ...looks(14, 20, { says: ["8"] })];
    expect(old(seen, [SEVEN, step("8", 9, 10)])).toEqual([
      "shows “7” from 10 for 4 s",
      "does not show “8” from 10 for 4 s",
    ]);
  });

  test("is none when the screen says that it has no news, and counts anew when it looks current again", () => {
    const seen = [
      ...looks(0, 12),
      ...looks(12, 40, { grey: true }),
      ...looks(40, 43),
      ...looks(43, 50, { says: ["8"] }),
    ];
    expect(old(seen, [SEVEN, step("8", 9, 10)]).filter((one) => one.startsWith("shows"))).toEqual([
      "shows “7” from 40 for 3 s",
      "shows “7” from 10 for 2 s",
    ]);
  });

  test("is none when a screen shows what was decided and is not acknowledged yet", () => {
    const seen = [...looks(0, 10), ...looks(10, 20, { says: ["8"] })];
    expect(old(seen, [SEVEN, step("8", 10, 19)])).toEqual([]);
  });

  test("is what a screen shows of an act that was never decided by then", () => {
    const [first] = old([...looks(0, 5), ...looks(5, 12, { says: ["8"] })], [SEVEN, step("8", 30, 31)]);
    expect(first).toBe("shows “8” from 5 for 6.5 s");
  });

  test("is not excused by a later act that the screen could not know yet", () => {
    const [first] = old(looks(0, 30), [SEVEN, step("8", 5, 5), step("7", 29, 29)]);
    expect(first).toBe("shows “7” from 5 for 23 s");
  });

  test("is none for an act whose answer was lost, until a later act is acknowledged", () => {
    const steps = [SEVEN, step("8", 5, 20), step("9", 20, 20)];
    expect(old([...looks(0, 20), ...looks(20, 25, { says: ["9"] })], steps)).toEqual([]);
    expect(old(looks(0, 25), steps).map((one) => one.slice(0, 19))).toContain("shows “7” from 20 f");
  });

  test("is what looks current while the server could tell it nothing, from the beginning of that time", () => {
    const seen = [...looks(0, 29), ...looks(29, 40, { grey: true })];
    expect(old(seen, [SEVEN], [{ from: 9_800, until: 60_000 }])).toEqual([`${LOOKS_CURRENT} from 9.8 for 19.2 s`]);
  });

  test("counts anew when a screen looks current again before the server could tell it anything", () => {
    const seen = [
      ...looks(0, 12),
      ...looks(12, 40, { grey: true }),
      ...looks(40, 43),
      ...looks(43, 45, { grey: true }),
    ];
    expect(old(seen, [SEVEN], [{ from: 9_800, until: 60_000 }])).toEqual([
      `${LOOKS_CURRENT} from 40 for 3 s`,
      `${LOOKS_CURRENT} from 9.8 for 2.2 s`,
    ]);
  });

  test("is not the page of an ended visit, which needs no news", () => {
    expect(old(looks(0, 40, { settled: true }), [SEVEN], [{ from: 0, until: 60_000 }])).toEqual([]);
  });

  test("is not what an act of this screen has changed before it was answered", () => {
    expect(old(looks(0, 30, { says: [], excused: ["7"] }))).toEqual([]);
  });

  test("is two truths on one screen, also on a grey one", () => {
    expect(old(looks(0, 10, { grey: true, contradicts: true }))).toHaveLength(1);
  });

  test("is not shown by a screen that is blank", () => {
    expect(old([...looks(0, 5, { says: ["6"] }), ...looks(5, 9, { own: false }), ...looks(9, 12)])).toEqual([
      "shows “6” from 0 for 5 s",
      "does not show “7” from 0 for 5 s",
    ]);
  });
});

describe("a screen is back", () => {
  const steps = [SEVEN, step("8", 31, 31)];
  const back = (seen: readonly ScreenReading[], acted: number | undefined) =>
    backAt({ seen, steps, facts: CALLED, blind: [] }, 30 * SECOND, acted);

  test("at the first look that is not grey and shows the truth, once an act was done again", () => {
    const seen = [...looks(0, 36, { grey: true }), ...looks(36, 38), ...looks(38, 40, { says: ["8"] })];
    expect(back(seen, 31 * SECOND)).toBe(38 * SECOND);
  });
  test("not before an act was done", () => {
    expect(back(looks(0, 60, { says: ["8"] }), 45 * SECOND)).toBe(45 * SECOND);
    expect(back(looks(0, 60, { says: ["8"] }), undefined)).toBeUndefined();
  });
  test("never, when an error page took its place or it stays grey", () => {
    expect(back(looks(30, 60, { own: false, says: ["8"] }), 31 * SECOND)).toBeUndefined();
    expect(back(looks(30, 60, { grey: true, says: ["8"] }), 31 * SECOND)).toBeUndefined();
  });
});

describe("blank", () => {
  test("a screen counts once for each time that it was not there for a second", () => {
    const seen = [
      ...looks(0, 2),
      ...looks(2, 6, { own: false }),
      ...looks(6, 8),
      ...looks(8, 10, { own: false }),
      ...looks(10, 11),
    ];
    expect(blankTimes(seen)).toBe(2);
    expect(blankTimes([...looks(0, 2), ...looks(2, 3, { own: false }), ...looks(3, 4)])).toBe(0);
  });

  const load = (more: Partial<Load>): Load => ({
    at: 0,
    by: "reader",
    status: 503,
    heading: "Le site est en panne.",
    text: "Le site est en panne. L’aide continue. Restez dans la salle : on vous appelle à voix haute.",
    ...more,
  });
  test("a page without script is readable whatever its status, and blank without a heading or with hardly a word", () => {
    expect(unreadable([load({}), load({ status: 500 })])).toEqual([]);
    const bare = [load({ heading: "", text: "" }), load({ status: 200, text: "Internal Server Error" })];
    expect(unreadable(bare)).toEqual(bare);
  });
});

describe("the longest time without a look says how exactly old truths were measured", () => {
  test("between two looks", () => {
    expect(longestUnseen([...looks(0, 3), ...looks(7.5, 9)], 0, 9 * SECOND)).toBe(5_000);
  });
  test("from the beginning of the round to the first look, and from the last one to its end", () => {
    expect(longestUnseen(looks(6, 9), 0, 9 * SECOND)).toBe(6_000);
    expect(longestUnseen(looks(0, 9), 0, 20 * SECOND)).toBe(11_500);
  });
  test("the whole round of a screen that was never read", () => {
    expect(longestUnseen([], 4 * SECOND, 30 * SECOND)).toBe(26_000);
  });
});

describe("the page without script is back", () => {
  const load = (at: number, by: Load["by"], status: number): Load => ({
    at: at * SECOND,
    by,
    status,
    heading: "",
    text: "",
  });
  const back = (...loads: Load[]) => plainBack(loads, 30 * SECOND, ({ status }) => status === 200);

  test("when the page of an outage has loaded itself", () => {
    expect(back(load(29, "reader", 200), load(31, "reader", 503), load(51, "itself", 200))).toBe(21 * SECOND);
    expect(back(load(20, "reader", 503), load(40, "itself", 503), load(60, "itself", 200))).toBe(30 * SECOND);
  });
  test("not when a reader loads it in place of the page of an outage", () => {
    expect(back(load(31, "reader", 503), load(38, "reader", 200))).toBeUndefined();
    expect(back(load(31, "reader", 503), load(38, "reader", 200), load(58, "itself", 200))).toBe(28 * SECOND);
  });
  test("when a reader is answered, where there was no page of ours that could load itself", () => {
    expect(back(load(29, "reader", 200), load(38, "reader", 200))).toBe(8 * SECOND);
  });
  test("at once, when it was never away, and not before it came back", () => {
    expect(back()).toBe(0);
    expect(back(load(29, "reader", 200))).toBe(0);
    expect(back(load(29, "reader", 503))).toBeUndefined();
    expect(back(load(31, "itself", 200), load(51, "itself", 503))).toBeUndefined();
  });
});
