import { hoursInARow } from "#lib/booking/hours-in-a-row.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";

const at = (hour: string) => instantOf(`2026-11-23T${hour}:00+01:00`);
const slot = (hour: string, minutes = 30) => ({
  span: { start: at(hour), end: plusMinutes(at(hour), minutes) },
  remaining: 1,
});
const hours = (starts: readonly number[]) => starts.map((start) => new Date(start).toISOString().slice(11, 16));

test("the first free hour, then each that begins once the one before is over", () => {
  const slots = ["09:00", "09:15", "09:30", "09:45", "10:00"].map((hour) => slot(hour));
  expect(hours(hoursInARow(slots, 6))).toEqual(["08:00", "08:30", "09:00"]);
});

test("a taken hour in between is left out, in whatever order the hours come", () => {
  expect(hours(hoursInARow([slot("11:00"), slot("09:00"), slot("09:15")], 6))).toEqual(["08:00", "10:00"]);
});

test("no more than are wanted", () => {
  expect(
    hoursInARow(
      ["09:00", "09:30", "10:00"].map((hour) => slot(hour)),
      2,
    ),
  ).toHaveLength(2);
  expect(hoursInARow([], 6)).toEqual([]);
});
