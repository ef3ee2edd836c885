/** @zones */
import fc from "fast-check";
import { IDENTITIES_KEPT, keptSince, nightAfter } from "#lib/access/retention.ts";
import { instant, instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { instantAt, isoInZone, minuteOfDay } from "#lib/time/zone.ts";

const PARIS = "Europe/Paris";
const night = (ends: string, zone = PARIS) => isoInZone(nightAfter(instantOf(ends), zone), zone);

test("a morning and an afternoon are erased at three in the night that follows", () => {
  expect(night("2026-11-23T12:00:00+01:00")).toBe("2026-11-24T03:00:00+01:00");
  expect(night("2026-11-23T19:30:00+01:00")).toBe("2026-11-24T03:00:00+01:00");
});

test("one that ends at midnight or later is erased in that same night", () => {
  expect(night("2026-11-24T00:00:00+01:00")).toBe("2026-11-24T03:00:00+01:00");
  expect(night("2026-11-24T02:30:00+01:00")).toBe("2026-11-24T03:00:00+01:00");
});

test("one that goes on until three or later is erased in the next night, not while the team still works", () => {
  expect(night("2026-11-24T03:00:00+01:00")).toBe("2026-11-25T03:00:00+01:00");
  expect(night("2026-11-24T04:10:00+01:00")).toBe("2026-11-25T03:00:00+01:00");
});

test("it is three on the clock of the place, wherever the place is", () => {
  expect(night("2026-11-23T12:00:00-04:00", "America/Guadeloupe")).toBe("2026-11-24T03:00:00-04:00");
  expect(night("2026-11-23T17:00:00+04:00", "Indian/Reunion")).toBe("2026-11-24T03:00:00+04:00");
});

test("the nights in which the clock is changed have a three o'clock like any other", () => {
  expect(night("2027-03-27T12:00:00+01:00")).toBe("2027-03-28T03:00:00+02:00");
  expect(night("2026-10-24T12:00:00+02:00")).toBe("2026-10-25T03:00:00+01:00");
});

test("whenever a half-day ends, its people are erased after it and within a day", () => {
  const zones = fc.constantFrom(
    PARIS,
    "America/Guadeloupe",
    "Indian/Reunion",
    "Pacific/Noumea",
    "UTC",
    "America/New_York",
  );
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2036, 0) }), zones, (milliseconds, zone) => {
      const ends = instant(milliseconds);
      const erased = nightAfter(ends, zone);
      expect(erased).toBeGreaterThan(ends);
      expect(erased - ends).toBeLessThanOrEqual(25 * 3_600_000);
      expect(minuteOfDay(erased, zone)).toBe(180);
    }),
  );
});

test("a contact is kept thirty days after its hour, and not a moment longer", () => {
  const hour = instantOf("2026-11-23T09:30:00+01:00");
  expect(keptSince(instantOf("2026-12-23T09:29:59+01:00"))).toBeLessThan(hour);
  expect(keptSince(instantOf("2026-12-23T09:30:00+01:00"))).toBe(hour);
});

test("when the partition of a day goes, the last half-day of that date is due, wherever it was held and however long", () => {
  const zones = fc.constantFrom(PARIS, "America/Guadeloupe", "Pacific/Tahiti", "Pacific/Noumea", "Etc/GMT+12");
  const day = "2026-11-23";
  const gone = instantOf("2026-11-24T00:00:00Z") + IDENTITIES_KEPT.hours * 60 * MINUTE;
  fc.assert(
    fc.property(
      zones,
      fc.integer({ min: 0, max: 24 * 60 - 1 }),
      fc.integer({ min: 1, max: 14 * 60 }),
      (zone, start, minutes) => nightAfter(plusMinutes(instantAt(day, start, zone), minutes), zone) <= gone,
    ),
  );
});
