import { manyAtOnce } from "#lib/booking/many-at-once.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { at } from "./half-day.ts";

/** So many appointments, each booked some minutes after the one before. */
const booked = (count: number, every: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ bookedAt: plusMinutes(at("9:00"), from + index * every) }));

test("forty within an hour are told, thirty-nine are not, nor forty in a whole hour and more", () => {
  expect(manyAtOnce(booked(40, 1))?.most).toBe(40);
  expect(manyAtOnce(booked(39, 1))).toBeUndefined();
  // The first and the last of forty lie sixty minutes apart.
  expect(manyAtOnce([...booked(39, 1), ...booked(1, 1, 60)])).toBeUndefined();
});

test("what was booked before and after that hour is not among them, and the fullest hour is counted", () => {
  const quiet = booked(3, 10);
  const full = booked(100, 1, 120);
  const told = manyAtOnce([...quiet, ...full, ...booked(2, 30, 400)]);
  expect(told?.most).toBe(60);
  expect(told?.of).toEqual(full);
});
