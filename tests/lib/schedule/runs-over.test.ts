/** @zones */
import { mayStillRun } from "#lib/schedule/permanence.ts";
import { instantOf } from "#lib/time/instant.ts";

const noon = { end: instantOf("2026-11-24T12:00:00+01:00") };

test("a half-day that nobody closed goes on for 90 minutes after its end without a device, and no longer", () => {
  expect(mayStillRun(noon, instantOf("2026-11-24T10:00:00+01:00"))).toBe(true);
  expect(mayStillRun(noon, instantOf("2026-11-24T13:29:59+01:00"))).toBe(true);
  expect(mayStillRun(noon, instantOf("2026-11-24T13:30:00+01:00"))).toBe(false);
});
