import { minuteOfTyped } from "#lib/typed-hour.ts";

test.each(["9:05", "9h05", "9 h 05", "9\u00a0h\u00a005", "09:05", "905", "0905", " 9.05 ", "٩:٠٥"])(
  "« %s » is five past nine",
  (text) => {
    expect(minuteOfTyped(text)).toBe(9 * 60 + 5);
  },
);

test("an hour alone is its beginning, and 24:00 the end of the day", () => {
  expect(minuteOfTyped("9 h")).toBe(9 * 60);
  expect(minuteOfTyped("14")).toBe(14 * 60);
  expect(minuteOfTyped("24:00")).toBe(24 * 60);
});

test.each(["", "9:60", "961", "25", "24:01", "95", "12345", "vers 9h", "9:5"])("« %s » is no hour", (text) => {
  expect(minuteOfTyped(text)).toBeUndefined();
});
