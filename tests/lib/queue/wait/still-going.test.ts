import { isAskedAbout } from "#lib/queue/wait/still-going.ts";
import { at } from "#tests/support/line.ts";

test("a help is asked about from twice its usual minutes on, the minute included", () => {
  expect(isAskedAbout(at("9:00"), at("9:39:59"), 20)).toBe(false);
  expect(isAskedAbout(at("9:00"), at("9:40"), 20)).toBe(true);
  expect(isAskedAbout(at("9:00"), at("11:00"), 20)).toBe(true);
  expect(isAskedAbout(at("9:00"), at("9:40"), 20.4)).toBe(false);
});
