import { at, HalfDay } from "#tests/support/line.ts";

const three = (desks = 2): HalfDay => {
  const day = new HalfDay({ deskCount: desks });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const frees = (day: HalfDay, desk: number, time: string) => day.does({ type: "free-desk", desk }, time);

test("a colleague's desk is left, and whoever frees it needs no desk", () => {
  const day = three();
  expect(day.does({ type: "free-desk", desk: 2 }, "9:10", { by: "coordination" })).toBe("applied");
  expect(day.state.desks).toMatchObject([
    { number: 1, state: "present" },
    { number: 2, state: "left", since: at("9:10") },
  ]);
});

test("who was called to it stands in line again, at their place", () => {
  const day = three();
  day.calls("9:05", 2);
  frees(day, 2, "9:08");
  expect(day.visit("W1")).toMatchObject({ state: "waiting", back: false, joinedAt: at("9:01") });
  expect(day.calls("9:09")).toBe("W1");
});

test("who was helped at it is next at any desk", () => {
  const day = three().serves("W3", "9:05", 2);
  frees(day, 2, "9:20");
  expect(day.visit("W3")).toMatchObject({ state: "waiting", back: true });
  expect(day.calls("9:21")).toBe("W3");
});

test("who was back, and called to a second desk that is freed too, is still next at any desk", () => {
  const day = three(3).serves("W3", "9:05", 2);
  frees(day, 2, "9:20");
  expect(day.calls("9:21", 3)).toBe("W3");
  frees(day, 3, "9:22");
  expect(day.visit("W3")).toMatchObject({ state: "waiting", back: true });
  expect(day.calls("9:23")).toBe("W3");
});

test("who was handed over to it is next at any desk, and a person who fetches a paper stays out", () => {
  const day = three().serves("W2", "9:03", 2);
  day.does({ type: "pause", visit: "W2" }, "9:04");
  day.serves("W1", "9:05");
  day.does({ type: "hand-over", to: 2 }, "9:06", { by: "conseiller-1" });
  frees(day, 2, "9:07");
  expect(day.visit("W1")).toMatchObject({ state: "waiting", back: true });
  expect(day.visit("W2").state).toBe("paused");
  expect(day.does({ type: "resume", visit: "W2" }, "9:08")).toBe("applied");
});

test("a desk on a break is left too; one that nobody holds is not taken", () => {
  const day = three();
  day.desk(2, { type: "break" }, "9:05");
  expect(frees(day, 2, "9:06")).toBe("applied");
  expect(frees(day, 2, "9:07")).toBe("desk-not-taken");
  expect(frees(day, 9, "9:07")).toBe("desk-not-taken");
});

test("its conseiller may sit down again, there or elsewhere", () => {
  const day = three();
  frees(day, 2, "9:05");
  expect(day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-3" }, "9:06")).toBe("applied");
  expect(day.does({ type: "take-desk", desk: 2, conseiller: "conseiller-2" }, "9:07")).toBe("desk-busy");
});

test("a call to a desk that was freed is not taken back to it", () => {
  const day = three();
  day.does({ type: "call-next", desk: 2 }, "9:05:00", { name: "call" });
  day.does({ type: "start", visit: "W1" }, "9:05:10", { name: "start" });
  frees(day, 2, "9:05:20");
  expect(day.does({ type: "undo", command: "start" }, "9:05:30")).toBe("desk-not-taken");
});

describe("one desk more", () => {
  const highest = (day: HalfDay): number => Math.max(...day.state.desks.map(({ number }) => number));

  test("has the next number, and anybody may take it", () => {
    const day = three();
    expect(day.does({ type: "add-desk" }, "9:05")).toBe("applied");
    expect(day.state.desks[2]).toMatchObject({ number: 3, state: "left" });
    expect(day.does({ type: "take-desk", desk: 3, conseiller: "conseiller-3" }, "9:06")).toBe("applied");
    day.does({ type: "add-desk" }, "9:07");
    expect(highest(day)).toBe(4);
  });

  test("counts from the planned ones, also those that nobody has taken", () => {
    const day = new HalfDay({ deskCount: 1, plannedDesks: 3 });
    day.does({ type: "add-desk" }, "9:05");
    expect(highest(day)).toBe(4);
  });

  test("is not there beyond the twentieth, nor before the half-day is open", () => {
    const day = new HalfDay({ deskCount: 1, plannedDesks: 19 });
    expect(day.does({ type: "add-desk" }, "9:05")).toBe("applied");
    expect(day.does({ type: "add-desk" }, "9:06")).toBe("not-found");
    expect(new HalfDay({ status: "scheduled" }).does({ type: "add-desk" }, "8:55")).toBe("permanence-not-open");
  });
});
