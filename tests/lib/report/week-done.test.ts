import fc from "fast-check";
import { sharedParts, weekToShare, type SumsOfDays } from "#lib/report/week-done.ts";
import { runs } from "#tests/support/property-runs.ts";

const week: SumsOfDays = {
  halfDays: 12,
  withNobody: 2,
  notHeld: 1,
  notRecorded: 1,
  cancelled: 1,
  received: 40,
  turnedAway: 6,
  contacts: 30,
  medianWait: 0,
  ninthWait: 719,
  topics: [],
  reasons: [],
};

test("a count of one to four people is said as few; nobody is said as nobody", () => {
  const shared = (received: number) => weekToShare({ ...week, received, turnedAway: received });
  for (const people of [1, 4]) expect(shared(people)).toMatchObject({ received: "few", turnedAway: "few" });
  for (const people of [0, 5, 40]) expect(shared(people)).toMatchObject({ received: people, turnedAway: people });
});

test("waits are said in whole minutes that were not reached", () => {
  expect(weekToShare(week)).toMatchObject({ halfWaited: 1, nineOfTenWaited: 12 });
  expect(weekToShare({ ...week, ninthWait: 720 })).toMatchObject({ nineOfTenWaited: 13 });
});

test("of fewer than five waits nothing is said, of fewer than ten no ninth", () => {
  expect(weekToShare({ ...week, contacts: 4 }).halfWaited).toBeUndefined();
  expect(weekToShare({ ...week, contacts: 5 }).halfWaited).toBe(1);
  expect(weekToShare({ ...week, contacts: 9 }).nineOfTenWaited).toBeUndefined();
  expect(weekToShare({ ...week, contacts: 10 }).nineOfTenWaited).toBe(12);
  const { medianWait: _, ninthWait: __, ...none } = week;
  expect(weekToShare(none).halfWaited).toBeUndefined();
});

test("topics of fewer than five people are said together, with the smallest others while these are too few", () => {
  const parts = [
    { key: "caf", people: 9 },
    { key: "impots", people: 20 },
    { key: "ants", people: 2 },
    { key: "", people: 1 },
  ];
  expect(sharedParts(parts)).toEqual({ shown: [{ key: "impots", people: 20 }], rest: 12 });
  expect(sharedParts([...parts, { key: "pole", people: 3 }])).toEqual({
    shown: [
      { key: "impots", people: 20 },
      { key: "caf", people: 9 },
    ],
    rest: 6,
  });
  expect(sharedParts(parts.slice(2))).toEqual({ shown: [], rest: "few" });
  expect(sharedParts([])).toEqual({ shown: [], rest: 0 });
});

test("whatever was counted, nobody is lost, and no small group can be worked out from what is said", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 8 }), (counts) => {
      const parts = counts.map((people, index) => ({ key: String(index), people }));
      const all = counts.reduce((sum, people) => sum + people, 0);
      const { shown, rest } = sharedParts(parts);
      for (const { key, people } of shown) {
        expect(people).toBeGreaterThanOrEqual(5);
        expect(people).toBe(counts[Number(key)]);
      }
      const said = shown.reduce((sum, { people }) => sum + people, 0);
      if (rest === "few") {
        expect(shown).toEqual([]);
        expect(all).toBeGreaterThan(0);
        expect(all).toBeLessThan(5);
      } else {
        expect(said + rest).toBe(all);
        expect(rest === 0 || rest >= 5).toBe(true);
      }
    }),
    { numRuns: runs(300) },
  );
});
