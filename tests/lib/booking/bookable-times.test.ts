import { bookableSpans, freeSpansInLane } from "#lib/booking/bookable-times.ts";
import { at, BEFORE, booked, hourOf, morning, windows } from "./half-day.ts";

const read = (spans: readonly { start: Parameters<typeof hourOf>[0]; end: Parameters<typeof hourOf>[0] }[]) =>
  spans.map(({ start, end }) => `${hourOf(start)}–${hourOf(end)}`);

test("windows for appointments that touch or overlap are one stretch, the others stand apart", () => {
  const given = windows(
    ["10:00", "10:30", "mixed"],
    ["9:00", "9:45", "appointment"],
    ["9:30", "10:00", "mixed"],
    ["10:30", "11:00", "walk-in"],
    ["11:00", "12:00", "appointment"],
  );
  expect(read(bookableSpans(morning({ windows: given })))).toEqual(["9:00–10:30", "11:00–12:00"]);
});

test("what lies outside the half-day is no stretch", () => {
  expect(
    read(
      bookableSpans(
        morning({
          windows: windows(["7:00", "8:00", "mixed"], ["8:30", "9:30", "mixed"], ["11:30", "13:00", "mixed"]),
        }),
      ),
    ),
  ).toEqual(["9:00–9:30", "11:30–12:00"]);
});

test("a gap begins where one ends and ends where the next begins, on the grid", () => {
  expect(read(freeSpansInLane(morning(), [booked("9:30", "10:00"), booked("10:50", "11:20")], 1, BEFORE))).toEqual([
    "9:00–9:30",
    "10:00–10:45",
    "11:30–12:00",
  ]);
});

test("the clock is no bound of a gap", () => {
  expect(read(freeSpansInLane(morning(), [booked("9:30", "10:00", 2)], 1, at("11:01")))).toEqual(["9:00–12:00"]);
});
