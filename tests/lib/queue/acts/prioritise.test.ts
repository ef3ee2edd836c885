import { HalfDay } from "#tests/support/line.ts";

const three = () => {
  const day = new HalfDay({ tables: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const letPast = (day: HalfDay) => day.state.overtakes.flatMap((overtake) => overtake.overtaken);

test("priority overtakes everybody in front who has no priority", () => {
  const day = three();
  day.does({ type: "prioritise", visit: "W2" }, "9:03");
  expect(letPast(day)).toEqual(["W1"]);
  day.does({ type: "prioritise", visit: "W3" }, "9:04");
  expect(day.state.overtakes.at(-1)?.overtaken).toEqual(["W1"]);
});

test("priority said when the number is given lets the whole line past", () => {
  const day = three();
  day.does({ type: "add-visit", visit: "W4", priority: true }, "9:05");
  expect(letPast(day)).toEqual(["W1", "W2", "W3"]);
  expect(day.calls("9:06")).toBe("W4");
});

test("priority is given once, and only to somebody in line", () => {
  const day = three();
  day.does({ type: "prioritise", visit: "W3" }, "9:03");
  const before = day.state;
  expect(day.does({ type: "prioritise", visit: "W3" }, "9:04")).toBe("applied");
  expect(day.state).toBe(before);
  day.calls("9:05");
  expect(day.does({ type: "prioritise", visit: "W3" }, "9:05")).toBe("already-called");
  day.does({ type: "leave", visit: "W2", by: "resident" }, "9:06");
  expect(day.does({ type: "prioritise", visit: "W2" }, "9:07")).toBe("state-changed");
});
