import { isAlive } from "#lib/queue/board/alive.ts";
import { at } from "#tests/support/line.ts";

const open = { status: "open", numbers: "given", heardAt: at("9:00") } as const;

test("the line of a half-day at work is known for three minutes after the last heartbeat of its devices", () => {
  expect(isAlive(open, at("9:02:59"))).toBe(true);
  expect(isAlive(open, at("9:03"))).toBe(false);
});

test("giving numbers before the opening hour is work", () => {
  expect(isAlive({ ...open, status: "scheduled" }, at("9:03"))).toBe(false);
});

test.each([
  ["not begun", { status: "scheduled", numbers: "not-yet" }],
  ["closed", { status: "closed", numbers: "given" }],
  ["cancelled", { status: "cancelled", numbers: "given" }],
] as const)("a half-day that is %s waits for no device", (_, held) => {
  expect(isAlive({ ...open, ...held }, at("11:00"))).toBe(true);
});

test("the line of a team that never used a device counts as known", () => {
  expect(isAlive({ ...open, heardAt: undefined }, at("11:00"))).toBe(true);
});
