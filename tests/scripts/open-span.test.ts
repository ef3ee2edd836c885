/** @zones */
import fc from "fast-check";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { localDateOf, minuteOfDay } from "#lib/time/zone.ts";
import { openSpan } from "#prisma/seed/open-span.ts";
import { runs } from "#tests/support/property-runs.ts";

const PARIS = "Europe/Paris";
const startAt = (now: string): string => new Date(openSpan(instantOf(now), PARIS).start).toISOString();

/** Any minute of three years, with more of those nights in which clocks change. */
const anyMoment = fc
  .oneof(
    fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2028-12-31") }),
    fc.integer({ min: Date.parse("2026-10-24T20:00Z"), max: Date.parse("2026-10-25T06:00Z") }),
    fc.integer({ min: Date.parse("2027-03-27T20:00Z"), max: Date.parse("2027-03-28T06:00Z") }),
  )
  .map((milliseconds) => instant(milliseconds));

test("whenever the demo is started, its permanence is open, began less than an hour before, and never between 2 and 3 at night", () => {
  fc.assert(
    fc.property(anyMoment, (now) => {
      const { start, end, localDate } = openSpan(now, PARIS);
      expect(Math.floor(minuteOfDay(start, PARIS) / 60)).not.toBe(2);
      expect(start).toBeLessThanOrEqual(now - 30 * MINUTE);
      expect(now).toBeLessThan(end);
      expect(end - start).toBe(180 * MINUTE);
      expect(localDate).toBe(localDateOf(start, PARIS));
      if (minuteOfDay(start, PARIS) !== 105) expect(now - start).toBeLessThan(60 * MINUTE);
    }),
    { numRuns: runs(2_000) },
  );
});

test.each([
  ["an afternoon", "2026-11-24T15:32:00+01:00", "2026-11-24T14:00:00.000Z"],
  ["a quarter of an hour to the minute", "2026-11-24T15:45:00+01:00", "2026-11-24T14:15:00.000Z"],
  ["half past two at night", "2026-11-24T02:50:00+01:00", "2026-11-24T00:45:00.000Z"],
  ["half past three at night", "2026-11-24T03:29:00+01:00", "2026-11-24T00:45:00.000Z"],
  ["a quarter to four at night", "2026-11-24T03:45:00+01:00", "2026-11-24T02:15:00.000Z"],
  ["the hour that comes twice, its second time", "2026-10-25T02:50:00+01:00", "2026-10-24T23:45:00.000Z"],
  ["the morning whose hour from 2 to 3 is missing", "2027-03-28T03:40:00+02:00", "2027-03-28T01:00:00.000Z"],
  ["just after midnight, on the day before", "2026-11-24T00:10:00+01:00", "2026-11-23T22:30:00.000Z"],
])("started in %s", (_, now, start) => {
  expect(startAt(now)).toBe(start);
});
