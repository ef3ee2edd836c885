import { smsStanding } from "#lib/message/sms-cap.ts";

test.each([
  [0, 100, "within"],
  [79, 100, "within"],
  [80, 100, "near"],
  [99, 100, "near"],
  [100, 100, "reached"],
  [140, 100, "reached"],
  [4, 5, "near"],
  [0, 0, "reached"],
] as const)("%i SMS of %i in a month: %s", (used, cap, standing) => {
  expect(smsStanding(used, cap)).toBe(standing);
});

test("without a limit nothing is near it", () => {
  expect(smsStanding(1_000_000, undefined)).toBe("within");
});
