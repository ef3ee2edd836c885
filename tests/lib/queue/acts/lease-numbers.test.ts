import { lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const lease = (day: HalfDay, device: string, time = "9:00") => day.does({ type: "lease-numbers" }, time, { device });
const gives = (day: HalfDay, number: number, device: string, time = "9:10") =>
  day.does({ type: "add-visit", visit: `lent-${number}`, number, joinedAt: at("9:05") }, time, { device });

test("a device is lent the next five numbers, and the door goes on after them", () => {
  const day = new HalfDay();
  day.walkIn("W1", "8:58");
  expect(lease(day, "tablet-1")).toBe("applied");
  expect(day.state.leases).toEqual([{ device: "tablet-1", first: 2, last: 6 }]);
  day.walkIn("W7", "9:01");
  expect(day.visit("W7").number).toBe(7);
});

test("each device has its own, without overlap", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  lease(day, "tablet-2");
  expect(day.state.leases).toEqual([
    { device: "tablet-1", first: 1, last: 5 },
    { device: "tablet-2", first: 6, last: 10 },
  ]);
});

test("it has no more while two are left, then five more", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  const before = day.state;
  expect(lease(day, "tablet-1")).toBe("applied");
  expect(day.state).toBe(before);
  for (const number of [1, 2, 3]) gives(day, number, "tablet-1");
  lease(day, "tablet-1");
  expect(day.state.leases).toHaveLength(1);
  gives(day, 4, "tablet-1");
  lease(day, "tablet-1");
  expect(lentTo(day.state, "tablet-1")).toEqual([5, 6, 7, 8, 9, 10]);
});

test("a number given without network keeps its moment, and the line its order and its list by number", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  day.walkIn("W6", "9:08");
  expect(gives(day, 2, "tablet-1")).toBe("applied");
  expect(day.visit("lent-2")).toMatchObject({ number: 2, joinedAt: at("9:05") });
  expect(day.state.visits.map(({ number }) => number)).toEqual([2, 6]);
  expect(day.calls("9:11")).toBe("lent-2");
  expect(day.state.nextNumber).toBe(7);
});

test.each([
  ["a number that was not lent", 6, "tablet-1"],
  ["a number lent to another", 2, "tablet-2"],
  ["the next number of the door, unlent", 7, "tablet-1"],
  ["half a number", 2.5, "tablet-1"],
  ["no number", Number.NaN, "tablet-1"],
])("%s is not given", (_, number, device) => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  day.walkIn("W6", "9:01");
  expect(gives(day, number, device)).toBe("not-leased");
});

test("a lent number is given once, also when it was taken back", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  day.does({ type: "add-visit", visit: "W2", number: 2 }, "9:05", { name: "two" });
  day.does({ type: "undo", command: "two" }, "9:05:30");
  expect(day.does({ type: "add-visit", visit: "another", number: 2 }, "9:06")).toBe("not-leased");
});

test.each([
  ["numbers-not-given", { numbers: "not-yet" }],
  ["numbers-stopped", { numbers: "stopped" }],
] as const)("nothing is lent: %s", (refusal, given) => {
  expect(lease(new HalfDay(given), "tablet-1")).toBe(refusal);
});

test("a joining time that is no moment counts as now", () => {
  const day = new HalfDay();
  expect(day.does({ type: "add-visit", visit: "W1", joinedAt: Number.NaN as ReturnType<typeof at> }, "9:05")).toBe(
    "applied",
  );
  expect(day.visit("W1").joinedAt).toBe(at("9:05"));
});
