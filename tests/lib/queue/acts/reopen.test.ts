import { at, HalfDay } from "#tests/support/line.ts";

/** Open at one desk until 10:00; W1 was helped, W2 was told to come another day, W3 had gone. */
const closed = (): HalfDay => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.calls("9:05");
  day.does({ type: "start", visit: "W1" }, "9:06");
  day.does({ type: "finish", visit: "W1" }, "9:30");
  const leftovers = [
    { visit: "W2", choice: "another-date" },
    { visit: "W3", choice: "left" },
  ] as const;
  day.does({ type: "close", leftovers }, "10:00");
  return day;
};
const reopens = (day: HalfDay, time: string) => day.does({ type: "reopen" }, time);

test("a half-day that was closed is open again; who was told to go stays ended, and no desk is taken", () => {
  const day = closed();
  expect(reopens(day, "10:10")).toBe("applied");
  expect(day.state).toMatchObject({ status: "open", numbers: "given" });
  expect(day.state.closedAt).toBeUndefined();
  expect(["W1", "W2", "W3"].map((person) => day.visit(person).state)).toEqual(["done", "unserved", "left"]);
  expect(day.state.desks).toMatchObject([{ state: "left" }]);
  expect(day.does({ type: "take-desk", desk: 1, conseiller: "conseiller-1" }, "10:11")).toBe("applied");
  expect(day.walkIn("W4", "10:12")).toBe("applied");
  expect(day.calls("10:13")).toBe("W4");
});

test.each([
  ["11:00", "applied"],
  ["11:00:01", "too-late"],
])("within the hour, the sixtieth minute included: at %s %s", (time, outcome) => {
  expect(reopens(closed(), time)).toBe(outcome);
});

test("one that was closed without having been opened is scheduled again", () => {
  const day = new HalfDay({ status: "scheduled", desks: [] });
  day.does({ type: "close", leftovers: [] }, "9:00");
  expect(reopens(day, "9:10")).toBe("applied");
  expect(day.state.status).toBe("scheduled");
});

test("what was done before it was closed brings nobody back who was told to go", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  day.does({ type: "prioritise", visit: "W1" }, "9:30", { name: "priority" });
  day.does({ type: "close", leftovers: [{ visit: "W1", choice: "another-date" }] }, "9:30:10");
  reopens(day, "9:30:20");
  expect(day.does({ type: "undo", command: "priority" }, "9:30:30")).toBe("state-changed");
  expect(day.visit("W1").state).toBe("unserved");
});

test("nor does the close itself, taken back: who had left stays left, and who was helped stays helped", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.serves("W3", "9:10").does({ type: "pause", visit: "W3" }, "9:20");
  day.does({ type: "away", visit: "W1", until: at("9:50") }, "9:30", { name: "away" });
  const leftovers = [
    { visit: "W1", choice: "left" },
    { visit: "W2", choice: "no-date" },
    { visit: "W3", choice: "done" },
  ] as const;
  day.does({ type: "close", leftovers }, "9:30:10", { name: "close" });
  reopens(day, "9:30:20");
  for (const command of ["close", "away", "close"])
    expect([command, day.does({ type: "undo", command }, "9:30:30")]).toEqual([command, "state-changed"]);
  expect(["W1", "W2", "W3"].map((person) => day.visit(person).state)).toEqual(["left", "unserved", "done"]);
});

test("nothing happens to one that is open, and one that is cancelled stays so", () => {
  const day = new HalfDay();
  const { version } = day.state;
  expect(reopens(day, "9:30")).toBe("applied");
  expect(day.state.version).toBe(version);
  expect(reopens(new HalfDay({ status: "cancelled" }), "9:30")).toBe("permanence-closed");
});

test("one that ended automatically was closed by nobody, and stays closed", () => {
  expect(reopens(new HalfDay({ status: "closed", endedAutomaticallyAt: at("9:20") }), "9:30")).toBe("too-late");
});

describe("somebody who was told to go", () => {
  const takesBack = (day: HalfDay, visit: string, time: string) => day.does({ type: "take-back", visit }, time);
  const reopened = (): HalfDay => {
    const day = closed();
    reopens(day, "10:10");
    day.does({ type: "take-desk", desk: 1, conseiller: "conseiller-1" }, "10:10");
    return day;
  };

  test("is taken back by hand, at the place of their number", () => {
    const day = reopened();
    day.walkIn("W4", "10:11");
    expect(takesBack(day, "W2", "10:12")).toBe("applied");
    expect(day.visit("W2")).toMatchObject({ state: "waiting", number: 2, joinedAt: at("9:01") });
    expect(day.calls("10:13")).toBe("W2");
  });

  test("everybody in line whom they come before is counted as passed", () => {
    const day = new HalfDay();
    for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
    const leftovers = ["W1", "W2"].map((visit) => ({ visit, choice: "no-date" as const }));
    day.does({ type: "close", leftovers }, "10:00");
    reopens(day, "10:10");
    day.walkIn("W3", "10:11");
    takesBack(day, "W2", "10:12");
    takesBack(day, "W1", "10:13");
    expect(day.state.overtakes.map(({ overtaken }) => overtaken)).toEqual([["W3"], ["W2", "W3"]]);
  });

  test("not who had gone or was helped, and once is enough", () => {
    const day = reopened();
    expect(takesBack(day, "W1", "10:12")).toBe("state-changed");
    expect(takesBack(day, "W3", "10:12")).toBe("state-changed");
    expect(takesBack(day, "nobody", "10:12")).toBe("not-found");
    takesBack(day, "W2", "10:12");
    const { version } = day.state;
    expect(takesBack(day, "W2", "10:13")).toBe("applied");
    expect(day.state.version).toBe(version);
  });

  test("not while the half-day is closed", () => {
    expect(takesBack(closed(), "W2", "10:05")).toBe("permanence-closed");
  });
});
