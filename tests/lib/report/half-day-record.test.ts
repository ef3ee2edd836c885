import { checkTotals, mayBeRecorded } from "#lib/report/half-day-record.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";

const HALF_DAY = {
  status: "scheduled",
  localDate: "2026-11-24",
  timeZone: "Europe/Paris",
  span: { start: instantOf("2026-11-24T08:00:00Z"), end: instantOf("2026-11-24T11:00:00Z") },
} as const;
const refusalAt = (at: string, half: object = {}) => {
  const may = mayBeRecorded({ ...HALF_DAY, ...half }, instantOf(at));
  return may.ok ? "may" : may.refusal;
};

test("a half-day that nobody opened is recorded once its planned end has passed, not before", () => {
  const before = instant(HALF_DAY.span.end - MINUTE);
  expect(mayBeRecorded(HALF_DAY, before)).toEqual({ ok: false, refusal: "not-over" });
  expect(mayBeRecorded(HALF_DAY, HALF_DAY.span.end).ok).toBe(true);
});

test("one that was closed early is recorded at once, one that is open or cancelled never", () => {
  expect(refusalAt("2026-11-24T09:30:00Z", { status: "closed" })).toBe("may");
  expect(refusalAt("2026-11-24T20:00:00Z", { status: "open" })).toBe("not-over");
  expect(refusalAt("2026-11-24T20:00:00Z", { status: "cancelled" })).toBe("half-day-cancelled");
});

test("the last moment is the end of the 5th at the place, wherever that is", () => {
  expect(refusalAt("2026-12-05T22:59:00Z")).toBe("may");
  expect(refusalAt("2026-12-05T23:00:00Z")).toBe("month-closed");
  expect(refusalAt("2026-12-05T23:00:00Z", { timeZone: "America/Martinique" })).toBe("may");
});

test("the totals of a sheet name somebody, and nobody twice", () => {
  const totals = { received: 12, helped: 9, gone: 2, redirected: 1, turnedAway: 3 };
  expect(checkTotals(totals).ok).toBe(true);
  expect(checkTotals({ ...totals, gone: 3 })).toEqual({ ok: false, refusal: "more-than-received" });
  expect(checkTotals({ received: 0, helped: 0, gone: 0, redirected: 0, turnedAway: 0 })).toEqual({
    ok: false,
    refusal: "nobody-on-sheet",
  });
  expect(checkTotals({ received: 0, helped: 0, gone: 0, redirected: 0, turnedAway: 1 }).ok).toBe(true);
});
