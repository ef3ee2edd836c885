import { nearestTo } from "#lib/booking/open-slots.ts";
import { at, hourOf } from "./half-day.ts";

const slots = ["9:00", "9:30", "10:00", "11:00", "11:30"].map((hour) => ({
  span: { start: at(hour), end: at("12:00") },
  remaining: 1,
}));
const near = (hour: string, most: number) => nearestTo(at(hour), slots, most).map(({ span }) => hourOf(span.start));

test("the hours around half past ten are answered, in the order of the day", () => {
  expect(near("10:30", 3)).toEqual(["9:30", "10:00", "11:00"]);
});

test("of two as near the earlier is answered, and no more than asked for", () => {
  expect(near("10:30", 1)).toEqual(["10:00"]);
  expect(near("8:00", 2)).toEqual(["9:00", "9:30"]);
  expect(near("9:00", 9)).toHaveLength(5);
});
