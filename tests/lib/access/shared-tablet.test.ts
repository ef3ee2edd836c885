// @zones
import { dayOfTablet } from "#lib/access/shared-tablet.ts";
import { instantOf } from "#lib/time/instant.ts";

test.each([
  ["2026-11-24T03:00:00+01:00", "2026-11-24"],
  ["2026-11-24T12:00:00+01:00", "2026-11-24"],
  ["2026-11-25T02:59:59+01:00", "2026-11-24"],
  ["2026-11-25T03:00:00+01:00", "2026-11-25"],
])("at %s the tablets of a place are in the day %s, which lasts until three in the morning", (now, day) => {
  expect(dayOfTablet(instantOf(now), "Europe/Paris")).toBe(day);
});
