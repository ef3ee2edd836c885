import { endsToChoose, isAskedAbout } from "#lib/queue/wait/still-going.ts";
import { at } from "#tests/support/line.ts";

test("a help is asked about from twice its usual minutes on, the minute included", () => {
  expect(isAskedAbout(at("9:00"), at("9:39:59"), 20)).toBe(false);
  expect(isAskedAbout(at("9:00"), at("9:40"), 20)).toBe(true);
  expect(isAskedAbout(at("9:00"), at("11:00"), 20)).toBe(true);
  expect(isAskedAbout(at("9:00"), at("9:40"), 20.4)).toBe(false);
});

test("an end is offered after the usual minutes, and half-way from then to now, in fives", () => {
  const hours = [at("9:20"), at("9:35")];
  expect(endsToChoose(at("9:00"), at("9:50"), 20)).toEqual(hours);
  expect(endsToChoose(at("9:01"), at("9:52"), 20.4)).toEqual(hours);
});

test("none before the help began or after now, and none twice", () => {
  expect(endsToChoose(at("9:00"), at("9:04"), 2)).toEqual([]);
  expect(endsToChoose(at("9:00"), at("9:10"), 4)).toEqual([at("9:05")]);
});
