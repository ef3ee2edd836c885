/** @zones */
import { isBookable, whyNotBookable } from "#lib/schedule/bookable.ts";
import { at, morning, window } from "./mornings.ts";

const blocks = morning({
  bookableLanes: 1,
  windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")],
});

test("hours can be booked until the last bookable window ends", () => {
  expect([isBookable(blocks, at("8:00")), isBookable(blocks, at("9:59")), isBookable(blocks, at("10:00"))]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  ["is cancelled", { ...blocks, status: "cancelled" }],
  ["is over", { ...blocks, status: "closed" }],
  ["has no lane to book", { ...blocks, bookableLanes: 0 }],
  ["takes walk-ins alone", { ...blocks, windows: [window("9:00", "12:00", "walk-in")] }],
] as const)("nothing can be booked where the half-day %s", (_, held) =>
  expect(isBookable(held, at("8:00"))).toBe(false),
);

const walkIn = { ...blocks, windows: [window("9:00", "12:00", "walk-in")] };

test("there is no reason while a bookable window is to come", () => {
  expect(whyNotBookable(blocks, at("8:00"))).toBeUndefined();
  expect(whyNotBookable(blocks, at("9:59"))).toBeUndefined();
});

test("a cancelled half-day is cancelled before and after its hours, not over", () => {
  for (const hour of ["8:00", "13:00"])
    expect(whyNotBookable({ ...blocks, status: "cancelled" }, at(hour))).toBe("cancelled");
  expect(whyNotBookable({ ...walkIn, status: "cancelled" }, at("8:00"))).toBe("cancelled");
});

test("it is over once somebody has closed it; past its end without that, it is too late", () => {
  expect(whyNotBookable({ ...blocks, status: "closed" }, at("11:00"))).toBe("over");
  expect(whyNotBookable(blocks, at("12:00"))).toBe("tooLate");
});

test("where no appointments are taken, the reason is walk-ins only", () => {
  expect(whyNotBookable(walkIn, at("8:00"))).toBe("walkInOnly");
  expect(whyNotBookable({ ...blocks, bookableLanes: 0 }, at("8:00"))).toBe("walkInOnly");
});

test("while it goes on after its bookable windows, the reason is too late, not over", () => {
  expect(whyNotBookable(blocks, at("10:00"))).toBe("tooLate");
  expect(whyNotBookable({ ...blocks, status: "open" }, at("12:30"))).toBe("tooLate");
});
