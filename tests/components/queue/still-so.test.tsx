import { isStillTrue } from "#components/queue/door-refusal.tsx";
import { atTheDoor } from "#lib/queue/board/at-the-door.ts";
import type { ToldBoard } from "#lib/queue/board/board.ts";
import { at, MONDAY, morning, window } from "#tests/lib/schedule/mornings.ts";

const board = (told: Partial<ToldBoard> = {}): ToldBoard => ({
  wait: { state: "nobody" },
  alive: true,
  asOf: at("9:30"),
  ...told,
});
const door = (held: Parameters<typeof morning>[0], hour = "9:30") => atTheDoor([morning(held)], MONDAY, at(hour));
const given = door({ numbers: "given" });

test.each([
  ["numbers-stopped", door({ numbers: "stopped" }), board()],
  ["numbers-not-given", door({}), board()],
  ["permanence-closed", door({ status: "closed" }), board()],
  ["outside-window", door({ numbers: "given", windows: [window("9:00", "12:00", "appointment")] }), board()],
  ["place-offline", given, board({ alive: false })],
] as const)(
  "%s is said while the door itself says the same, and no more once numbers are given again",
  (refusal, found, told) => {
    expect(isStillTrue(refusal, found, told)).toBe(true);
    expect(isStillTrue(refusal, given, board())).toBe(false);
  },
);

test("a pause is said by the door itself, in the same words, and never twice", () => {
  expect(isStillTrue("line-suspended", given, board({ suspended: true }))).toBe(false);
  expect(isStillTrue("line-suspended", given, board())).toBe(false);
});

test.each([
  "busy",
  "too-many-requests",
  "unexpected",
  "malformed",
  "idempotency-key-reused",
  "not-found",
  "constructor",
  undefined,
])("%s says nothing of the world, and stays", (refusal) => {
  expect(isStillTrue(refusal, given, board())).toBe(true);
});
