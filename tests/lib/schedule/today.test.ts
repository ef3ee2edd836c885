/** @zones */
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { isToday } from "#lib/schedule/today.ts";
import { instantOf } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

const span = (start: string, end: string) => ({ start: instantOf(start), end: instantOf(end) });
const morning = span("2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00");
const night = span("2026-11-24T22:00:00+01:00", "2026-11-25T01:00:00+01:00");
const held = (span: Interval, status: PermanenceStatus = "scheduled") => ({ span, status });
const zone = "Europe/Paris";

test("a morning is today's from midnight to midnight of its place, whatever the machine's zone", () => {
  expect(isToday(held(morning), zone, instantOf("2026-11-24T00:00:00+01:00"))).toBe(true);
  expect(isToday(held(morning), zone, instantOf("2026-11-24T23:59:59+01:00"))).toBe(true);
  expect(isToday(held(morning), zone, instantOf("2026-11-23T23:59:59+01:00"))).toBe(false);
  expect(isToday(held(morning), zone, instantOf("2026-11-25T00:00:00+01:00"))).toBe(false);
});

test("one that goes on past midnight is today's until it ends", () => {
  expect(isToday(held(night), zone, instantOf("2026-11-25T00:59:00+01:00"))).toBe(true);
  expect(isToday(held(night), zone, instantOf("2026-11-25T01:00:00+01:00"))).toBe(false);
});

describe("one that is still open goes on being today's", () => {
  const evening = span("2026-11-24T21:00:00+01:00", "2026-11-25T00:00:00+01:00");

  test("past its end and past midnight, until three in the morning", () => {
    expect(isToday(held(evening, "open"), zone, instantOf("2026-11-25T00:05:00+01:00"))).toBe(true);
    expect(isToday(held(morning, "open"), zone, instantOf("2026-11-25T02:59:59+01:00"))).toBe(true);
    expect(isToday(held(night, "open"), zone, instantOf("2026-11-25T01:30:00+01:00"))).toBe(true);
  });

  test("not for days, when somebody forgot to close it", () => {
    expect(isToday(held(evening, "open"), zone, instantOf("2026-11-25T03:00:00+01:00"))).toBe(false);
    expect(isToday(held(morning, "open"), zone, instantOf("2026-11-27T10:00:00+01:00"))).toBe(false);
  });

  test("and not before it has begun, though numbers are given and the team is there already", () => {
    const afterMidnight = span("2026-11-25T00:15:00+01:00", "2026-11-25T01:45:00+01:00");
    expect(isToday(held(afterMidnight, "open"), zone, instantOf("2026-11-24T23:50:00+01:00"))).toBe(false);
    expect(isToday(held(afterMidnight, "open"), zone, instantOf("2026-11-25T00:05:00+01:00"))).toBe(true);
  });

  test.each(["scheduled", "closed", "cancelled"] as const)("but not one that is %s", (status) => {
    expect(isToday(held(evening, status), zone, instantOf("2026-11-25T00:05:00+01:00"))).toBe(false);
  });
});

test("the day is the place's: the same moment is another day in Tahiti and in Paris", () => {
  const late = instantOf("2026-11-25T08:00:00+01:00");
  expect(isToday(held(morning), zone, late)).toBe(false);
  expect(isToday(held(morning), "Pacific/Tahiti", late)).toBe(false);
  expect(isToday(held(span("2026-11-24T19:00:00-10:00", "2026-11-24T20:00:00-10:00")), "Pacific/Tahiti", late)).toBe(
    true,
  );
});
