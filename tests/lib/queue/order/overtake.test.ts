import { HalfDay } from "#tests/support/line.ts";

const three = () => {
  const day = new HalfDay({ tables: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const letPast = (day: HalfDay) => day.state.overtakes.flatMap((overtake) => overtake.overtaken);

test("only those in front of the person chosen were let past, not those behind", () => {
  const day = three();
  day.does({ type: "call", visit: "W2", desk: 1, override: "child" }, "9:05");
  expect(letPast(day)).toEqual(["W1"]);
});

test("choosing whoever is next lets nobody past", () => {
  const day = three();
  day.does({ type: "call", visit: "W1", desk: 1 }, "9:05");
  expect(letPast(day)).toEqual([]);
});

test("people who are absent or away are overtaken by nobody", () => {
  const day = three();
  day.calls("9:05");
  day.does({ type: "absent", visit: "W1" }, "9:06");
  day.goesAway("W2", "9:06", "9:30");
  day.does({ type: "call", visit: "W3", desk: 1 }, "9:07");
  expect(letPast(day)).toEqual([]);
});

test("an appointment called before its hour was on the list of those who came after it was made", () => {
  const day = three().booked("A", "11:00");
  day.here("A", "9:10");
  day.does({ type: "call", visit: "A", desk: 1 }, "9:11");
  expect(letPast(day)).toEqual([]);
});

test("an appointment long before its hour is not let past yet, from its hour on it is", () => {
  const day = three().booked("A", "9:30");
  day.here("A", "9:10");
  day.does({ type: "call", visit: "W1", desk: 1 }, "9:11");
  expect(letPast(day)).toEqual([]);
  day.does({ type: "call", visit: "W2", desk: 2 }, "9:28");
  expect(letPast(day)).toEqual(["A"]);
});

test("an act that is taken back has let nobody past", () => {
  const day = three();
  day.does({ type: "call", visit: "W3", desk: 1, override: "skills" }, "9:05", { name: "choice" });
  day.does({ type: "undo", command: "choice" }, "9:05:30");
  expect(day.state.overtakes).toEqual([]);
});
