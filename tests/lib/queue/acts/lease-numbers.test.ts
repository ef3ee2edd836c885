import { lentTo } from "#lib/queue/acts/lease-numbers.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const lease = (day: HalfDay, device: string, time = "9:00") => day.does({ type: "lease-numbers" }, time, { device });
const gives = (day: HalfDay, number: number, device: string, time = "9:10") =>
  day.does({ type: "add-visit", visit: `lent-${number}`, number, joinedAt: at("9:05") }, time, { device });

test("a device is lent forty numbers after a hundred, and the door goes on with small ones", () => {
  const day = new HalfDay();
  day.walkIn("W1", "8:58");
  expect(lease(day, "tablet-1")).toBe("applied");
  expect(day.state.leases).toEqual([{ device: "tablet-1", first: 101, last: 140 }]);
  day.walkIn("W2", "9:01");
  expect(day.visit("W2").number).toBe(2);
});

test("each device has its own, without overlap", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  lease(day, "tablet-2");
  expect(day.state.leases).toEqual([
    { device: "tablet-1", first: 101, last: 140 },
    { device: "tablet-2", first: 201, last: 240 },
  ]);
});

test("it has no more while ten are left, then forty more", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  const before = day.state;
  expect(lease(day, "tablet-1")).toBe("applied");
  expect(day.state).toBe(before);
  for (let number = 101; number <= 130; number += 1) gives(day, number, "tablet-1");
  lease(day, "tablet-1");
  expect(day.state.leases).toHaveLength(1);
  gives(day, 131, "tablet-1");
  lease(day, "tablet-1");
  expect(lentTo(day.state, "tablet-1")).toEqual([
    ...Array.from({ length: 9 }, (_, index) => 132 + index),
    ...Array.from({ length: 40 }, (_, index) => 201 + index),
  ]);
});

test("a number given without network keeps its moment, and the line its order and its list by number", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  day.walkIn("W1", "9:08");
  expect(gives(day, 101, "tablet-1")).toBe("applied");
  expect(day.visit("lent-101")).toMatchObject({ number: 101, joinedAt: at("9:05") });
  expect(day.state.visits.map(({ number }) => number)).toEqual([1, 101]);
  expect(day.calls("9:11")).toBe("lent-101");
  expect(day.state.nextNumber).toBe(2);
});

test.each([
  ["one lent to another", 101, "tablet-2"],
  ["one that somebody has", 1, "tablet-1"],
  ["one with five digits", 10_000, "tablet-1"],
  ["half a number", 2.5, "tablet-1"],
  ["no number", Number.NaN, "tablet-1"],
  ["none at all", 0, "tablet-1"],
])("whoever was given %s gets a number that is on no card, and keeps the moment they came", (_, number, device) => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  day.walkIn("W1", "9:01");
  expect(gives(day, number, device)).toBe("applied");
  expect(day.visit(`lent-${number}`)).toMatchObject({ number: 141, joinedAt: at("9:05") });
  day.walkIn("W2", "9:12");
  expect(day.visit("W2").number).toBe(2);
});

test("one collision moves one number: a phone at the door took the 13, and the cards after it stay right", () => {
  const day = new HalfDay({ nextNumber: 13 });
  day.walkIn("phone", "9:03");
  for (let number = 13; number <= 22; number += 1) gives(day, number, "tablet-1");
  const wrong = day.state.visits.filter(({ id, number }) => id !== "phone" && id !== `lent-${number}`);
  expect(wrong.map(({ id, number }) => [id, number])).toEqual([["lent-13", 141]]);
  day.walkIn("W23", "9:11");
  expect(day.visit("W23").number).toBe(23);
});

test("each who collides gets a number of their own, which is lent to nobody and never given by the counter in passing", () => {
  const day = new HalfDay({ nextNumber: 141 });
  day.walkIn("phone-141", "9:01");
  day.walkIn("phone-142", "9:02");
  for (const number of [141, 142]) gives(day, number, "tablet-1");
  expect(["lent-141", "lent-142"].map((id) => day.visit(id).number)).toEqual([241, 242]);
  lease(day, "tablet-1");
  expect(day.state.leases).toEqual([{ device: "tablet-1", first: 301, last: 340 }]);
  const full = new HalfDay({ nextNumber: 2, leases: [{ device: "tablet-2", first: 141, last: 200 }] });
  gives(full, 141, "tablet-1");
  expect(full.visit("lent-141").number).toBe(241);
});

test("a number that was lent to nobody and that nobody has is theirs: of a tablet that has none of its own left", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  expect(gives(day, 3, "tablet-1")).toBe("applied");
  expect(day.visit("lent-3").number).toBe(3);
  day.walkIn("W2", "9:11");
  day.walkIn("W4", "9:12");
  expect([day.visit("W2").number, day.visit("W4").number]).toEqual([2, 4]);
});

test("the counter leaves out what was lent, and what was given before it came there", () => {
  const day = new HalfDay({ nextNumber: 100 });
  lease(day, "tablet-1");
  expect(day.state.leases).toEqual([{ device: "tablet-1", first: 101, last: 140 }]);
  day.walkIn("W100", "9:01");
  day.walkIn("W141", "9:02");
  expect([day.visit("W100").number, day.visit("W141").number]).toEqual([100, 141]);
});

test("a lent number is given once, also when it was taken back", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  const by = { device: "tablet-1" };
  day.does({ type: "add-visit", visit: "W101", number: 101 }, "9:05", { ...by, name: "first" });
  day.does({ type: "undo", command: "first" }, "9:05:30", by);
  day.does({ type: "add-visit", visit: "another", number: 101 }, "9:06", by);
  expect(day.visit("another").number).toBe(141);
});

test("a booked person who was checked in without network has the number on their card, and is not late for when it is received", () => {
  const day = new HalfDay().booked("A", "9:30");
  lease(day, "tablet-1");
  day.walkIn("W1", "9:29");
  day.calls("9:46");
  const arrived = {
    type: "check-in",
    appointment: "appointment-A",
    visit: "A",
    number: 101,
    joinedAt: at("9:28"),
  } as const;
  expect(day.does(arrived, "10:20", { device: "tablet-1" })).toBe("applied");
  expect(day.visit("A")).toMatchObject({ number: 101, joinedAt: at("9:28"), origin: { late: false } });
});

test("one that was lent, given, and comes once the half-day is over is still theirs", () => {
  const day = new HalfDay();
  lease(day, "tablet-1");
  day.does({ type: "close", leftovers: [] }, "9:04");
  day.does({ type: "reopen" }, "9:06");
  expect(gives(day, 101, "tablet-1")).toBe("applied");
  expect(day.visit("lent-101").number).toBe(101);
  day.walkIn("W1", "9:11");
  expect(day.visit("W1").number).toBe(1);
});

test("numbers are lent before they are given at the door, since the network may be gone by then; not once they were stopped", () => {
  expect(lease(new HalfDay({ numbers: "not-yet" }), "tablet-1")).toBe("applied");
  expect(lease(new HalfDay({ numbers: "stopped" }), "tablet-1")).toBe("numbers-stopped");
});

test("a joining time that is no moment counts as now", () => {
  const day = new HalfDay();
  expect(day.does({ type: "add-visit", visit: "W1", joinedAt: Number.NaN as ReturnType<typeof at> }, "9:05")).toBe(
    "applied",
  );
  expect(day.visit("W1").joinedAt).toBe(at("9:05"));
});
