import { messageToDoor, type DoorHalfDay } from "#lib/message/door-changes.ts";
import { instantOf } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { EXAMPLE_PLACE } from "#tests/support/sms-texts.ts";

const hours = (day: string, from = "09:00", to = "12:00"): Interval => ({
  start: instantOf(`2026-12-${day}T${from}:00+01:00`),
  end: instantOf(`2026-12-${day}T${to}:00+01:00`),
});

/** A half-day of the Ville that the door says from 9 to 12. */
const halfDay = (
  day: string,
  { known, isNow, of = "ville" }: { known?: Interval; isNow?: Interval; of?: string },
): DoorHalfDay => ({
  permanence: day,
  organisation: of,
  place: EXAMPLE_PLACE,
  planned: hours(day),
  ...(known && { known }),
  ...(isNow && { isNow }),
});
const gone = (day: string) => halfDay(day, { known: hours(day) });
const back = (day: string) => halfDay(day, { isNow: hours(day) });
const stillGone = (day: string) => halfDay(day, {});
const told = (...halfDays: readonly DoorHalfDay[]) => messageToDoor(halfDays, "ville");
const days = (message: ReturnType<typeof told>) => message?.tells.map(({ permanence }) => permanence);

test("a half-day that is not held any more is to be hung, with the hours that the door says", () => {
  expect(told(gone("03"))?.what).toEqual({
    kind: "notice-to-hang",
    halfDays: [{ span: hours("03"), place: EXAMPLE_PLACE }],
  });
});

test("one that is held at other hours is to be hung with both", () => {
  const shorter = halfDay("03", { known: hours("03"), isNow: hours("03", "09:00", "11:00") });
  expect(told(shorter)?.what).toMatchObject({ halfDays: [{ span: hours("03"), now: hours("03", "09:00", "11:00") }] });
});

test("other hours once more are told anew, and what somebody knows already is not told", () => {
  const eleven = hours("03", "09:00", "11:00");
  expect(told(halfDay("03", { known: eleven, isNow: hours("03", "09:00", "10:00") }))?.kind).toBe("notice-to-hang");
  expect(told(halfDay("03", { known: eleven, isNow: eleven }))).toBeUndefined();
  expect(told(stillGone("03"), halfDay("04", { known: hours("04"), isNow: hours("04") }))).toBeUndefined();
});

test("one that is held after all is to be taken off; where another stands on the sheet, to be replaced", () => {
  expect(told(back("03"))?.what).toMatchObject({ kind: "notice-to-take-off", others: false });
  expect(told(back("03"), stillGone("04"))?.what).toMatchObject({ kind: "notice-to-take-off", others: true });
});

test("the half-day of another organisation stands on the same sheet, and is told by that organisation", () => {
  const others = halfDay("04", { known: hours("04"), of: "caf" });
  expect(days(told(others))).toBeUndefined();
  expect(told(back("03"), others)?.what).toMatchObject({ kind: "notice-to-take-off", others: true });
});

test("with something new to hang there is one message, in the order of the days, and it tells what is held after all too", () => {
  const message = told(gone("05"), back("03"), gone("04"));
  expect(message?.kind).toBe("notice-to-hang");
  expect(days(message)).toEqual(["03", "04", "05"]);
  expect(message?.what).toMatchObject({ halfDays: [{ span: hours("04") }, { span: hours("05") }] });
});
