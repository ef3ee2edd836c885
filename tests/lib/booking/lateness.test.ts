import { latenessOf, type AppointmentFacts } from "#lib/booking/appointment-state.ts";
import { at } from "./half-day.ts";

const known = (given: Partial<AppointmentFacts> = {}): AppointmentFacts => ({
  state: "booked",
  span: { start: at("9:30"), end: at("10:00") },
  permanenceEnd: at("12:00"),
  passedBy: [],
  ...given,
});
const PASSED = { passedBy: ["call-1"] };

test("before the hour nobody is late; from the hour on the resident is due", () => {
  expect(latenessOf(known(), at("9:29"))).toBeUndefined();
  expect(latenessOf(known(), at("9:30"))).toBe("due");
});

test("the place in the order is kept, however late it is, while nobody was called in it (docs/line.md#histories, 4)", () => {
  expect(latenessOf(known(), at("11:59"))).toBe("due");
});

test("late needs both: more than a quarter of an hour, and the turn passed without the resident (docs/line.md#histories, 3)", () => {
  expect(latenessOf(known(PASSED), at("9:45"))).toBe("due");
  expect(latenessOf(known(PASSED), at("9:46"))).toBe("passed");
});

test("an announced lateness is shown until the turn passes without the resident", () => {
  const told = { expectedAt: at("10:15") };
  expect(latenessOf(known(told), at("9:00"))).toBe("told");
  expect(latenessOf(known(told), at("10:30"))).toBe("told");
  expect(latenessOf(known({ ...told, ...PASSED }), at("9:50"))).toBe("passed");
});

test("nobody is late who is here, whose appointment is cancelled, or whose half-day is over", () => {
  for (const visit of ["waiting", "called", "serving", "done", "left"] as const)
    expect(latenessOf(known({ visit, ...PASSED }), at("10:00"))).toBeUndefined();
  for (const state of ["cancelled-by-resident", "cancelled-by-service"] as const)
    expect(latenessOf(known({ state, ...PASSED }), at("10:00"))).toBeUndefined();
  expect(latenessOf(known(PASSED), at("12:00"))).toBeUndefined();
});
