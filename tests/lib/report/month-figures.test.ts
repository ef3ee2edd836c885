import fc from "fast-check";
import type { HalfDayFigures } from "#lib/report/half-day-figures.ts";
import { monthToShare, sumOf, turnedAwayIn } from "#lib/report/month-figures.ts";
import { runs } from "#tests/support/property-runs.ts";

const HELD: HalfDayFigures = {
  outcome: "held",
  received: 17,
  helped: 14,
  contacts: 14,
  gone: 1,
  redirected: 1,
  unserved: 1,
  turnedAway: { full: 2, other: 1 },
  medianWait: 700,
  waitsOver20: 3,
  helpMinutes: 250,
  reports: 11,
  fromPaper: 0,
  untimed: 0,
  paperContacts: 0,
};
const PAPER: HalfDayFigures = {
  ...HELD,
  turnedAway: { "not-noted": 2 },
  paper: "totals",
  fromPaper: 17,
  untimed: 14,
  waitsOver20: 0,
};
const { medianWait: _, ...NOBODY } = {
  ...HELD,
  received: 0,
  helped: 0,
  contacts: 0,
  gone: 0,
  redirected: 0,
  unserved: 0,
  turnedAway: {},
  waitsOver20: 0,
  helpMinutes: 0,
  reports: 0,
};

test("a half-day in which somebody was helped was held, also if nobody closed it", () => {
  const ended = (figures: HalfDayFigures): HalfDayFigures => ({ ...figures, outcome: "not-recorded" });
  const sum = sumOf([ended(HELD), ended(NOBODY), ended({ ...NOBODY, received: 2, unserved: 2 })]);
  expect(sum).toMatchObject({ halfDays: 1, notRecorded: 2, received: 19 });
});

test("half-days are counted by what became of them, and those on paper apart", () => {
  const sum = sumOf(
    [
      HELD,
      PAPER,
      ...(["held-with-nobody", "not-held", "not-recorded", "cancelled"] as const).map((outcome) => ({
        ...NOBODY,
        outcome,
      })),
    ],
    720,
  );
  expect(sum).toMatchObject({ halfDays: 3, withNobody: 1, notHeld: 1, notRecorded: 1, cancelled: 1, onPaper: 1 });
  expect(sum).toMatchObject({ received: 34, helped: 28, untimed: 14, fromPaper: 17, medianWait: 720 });
  expect(sum.turnedAway).toEqual({ full: 2, other: 1, "not-noted": 2 });
  expect(turnedAwayIn(sum)).toBe(5);
});

test("a sum of sums is the sum of all, in any order", () => {
  const some = fc.array(fc.constantFrom(HELD, PAPER, NOBODY), { maxLength: 8 });
  fc.assert(
    fc.property(some, some, (a, b) => {
      const first = sumOf(a);
      const second = sumOf(b);
      const both = sumOf([...b, ...a]);
      expect(both.received).toBe(first.received + second.received);
      expect(both.helpMinutes).toBe(first.helpMinutes + second.helpMinutes);
      expect(turnedAwayIn(both)).toBe(turnedAwayIn(first) + turnedAwayIn(second));
    }),
    { numRuns: runs(300) },
  );
});

test("what is pasted says the wait of those whose wait is known, in whole minutes and of a hundred", () => {
  expect(monthToShare(sumOf([HELD, PAPER], 700)).wait).toEqual({ median: 12, within20: 78 });
});

test("what is pasted names no figure of fewer than five people, and no wait of fewer than five", () => {
  const small = { ...HELD, received: 4, helped: 4, contacts: 4, gone: 0, redirected: 0, unserved: 0 };
  expect(monthToShare(sumOf([small], 700))).toEqual({
    received: "few",
    helped: "few",
    turnedAway: "few",
    fromPaper: 0,
    halfDays: 1,
  });
});
