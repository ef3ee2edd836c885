import { ASKED_AFTER, ASKED_WITHIN } from "#lib/message/receipts.ts";

test("a gateway is asked first after five minutes, then at growing distances, seven times at most", () => {
  expect([ASKED_AFTER[0], ASKED_AFTER.length]).toEqual([5, 7]);
  const gaps = ASKED_AFTER.map((after, index) => after - (ASKED_AFTER[index - 1] ?? 0));
  expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
  expect(new Set(gaps).size).toBe(gaps.length);
});

test("the last question leaves a day for a gateway that does not answer before nobody asks any more", () => {
  expect(ASKED_WITHIN - ASKED_AFTER.at(-1)!).toBe(24 * 60);
  expect(ASKED_WITHIN).toBe(72 * 60);
});
