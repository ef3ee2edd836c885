import { unlessAway } from "#lib/booking/wanted-conseiller.ts";
import { accept, refuse } from "#lib/result.ts";
import { at } from "./half-day.ts";

const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const placed = (from: string, to: string) => accept({ span: span(from, to), lane: 1 });
const away = [span("9:30", "10:00"), span("11:00", "12:00")];

test("an hour in which the wanted conseiller is away, even for a moment, is refused", () => {
  expect(unlessAway(placed("10:30", "11:15"), away)).toEqual(refuse("conseiller-absent"));
  expect(unlessAway(placed("9:00", "12:00"), away)).toEqual(refuse("conseiller-absent"));
});

test("an hour that ends when they leave, or begins when they are back, is not", () => {
  for (const hour of [placed("10:00", "11:00"), placed("9:00", "9:30")]) expect(unlessAway(hour, away)).toBe(hour);
});

test("without an hour, or without a change, there is nothing to refuse", () => {
  expect(unlessAway(refuse("slot-taken"), away)).toEqual(refuse("slot-taken"));
  expect(unlessAway(accept(undefined), away)).toEqual(accept(undefined));
});
