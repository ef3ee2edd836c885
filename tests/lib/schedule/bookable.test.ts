/** @zones */
import { isBookable } from "#lib/schedule/bookable.ts";
import { at, morning, window } from "#tests/lib/schedule/mornings.ts";

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
