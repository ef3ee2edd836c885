/** @zones */
import { schoolOn, schoolZoneOf } from "#lib/time/school-holidays.ts";

const calendar = [
  { from: "2026-12-20", to: "2027-01-03" },
  { from: "2026-10-18", to: "2026-11-01" },
];

test.each([
  ["2026-09-01", "term"],
  ["2026-10-17", "term"],
  ["2026-10-18", "holiday"],
  ["2026-11-01", "holiday"],
  ["2026-11-02", "term"],
  ["2027-01-03", "holiday"],
  ["2027-01-04", "unknown"],
] as const)("on %s it is %s", (date, there) => {
  expect(schoolOn(calendar, date)).toBe(there);
});

test("without a calendar nothing is known", () => {
  expect(schoolOn([], "2026-10-20")).toBe("unknown");
});

test("each département has its zone; Corsica has its own, and so has each overseas département", () => {
  expect(["67", "35", "69", "75", "2A", "974"].map(schoolZoneOf)).toEqual(["B", "B", "A", "C", "Corse", "974"]);
});
