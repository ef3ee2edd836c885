/** @zones */
import { mayStillRun } from "#lib/schedule/permanence.ts";
import { instantOf } from "#lib/time/instant.ts";

const noon = { end: instantOf("2026-11-24T12:00:00+01:00") };

test("a half-day that nobody closed may go on for three hours after its end, and no longer", () => {
  expect(mayStillRun(noon, instantOf("2026-11-24T10:00:00+01:00"))).toBe(true);
  expect(mayStillRun(noon, instantOf("2026-11-24T14:59:59+01:00"))).toBe(true);
  expect(mayStillRun(noon, instantOf("2026-11-24T15:00:00+01:00"))).toBe(false);
});
