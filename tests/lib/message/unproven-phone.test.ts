import { isLeftOut } from "#lib/message/unproven-phone.ts";

test("of two reminders the first is left out before the telephone is proven, a single one never", () => {
  expect(isLeftOut("first-reminder", { sent: 0, two: true })).toBe(true);
  expect(isLeftOut("first-reminder", { sent: 0, two: false })).toBe(false);
  expect(isLeftOut("last-reminder", { sent: 5, two: true })).toBe(false);
});

test("three confirmations and six changes reach a telephone in a day before it is proven", () => {
  expect([2, 3].map((sent) => isLeftOut("confirmation", { sent, two: true }))).toEqual([false, true]);
  expect([5, 6].map((sent) => isLeftOut("changed", { sent, two: true }))).toEqual([false, true]);
});

test.each(["cancelled", "kept", "offer", "found-again", "called", "soon"] as const)(
  "what the service changed, what was asked for again and what is about a number always leaves: %s",
  (kind) => expect(isLeftOut(kind, { sent: 100, two: true })).toBe(false),
);
