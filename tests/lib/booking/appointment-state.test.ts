import {
  closedBefore,
  helpNotGiven,
  isCancelled,
  shownState,
  type AppointmentFacts,
} from "#lib/booking/appointment-state.ts";
import { at } from "./half-day.ts";

const known = (given: Partial<AppointmentFacts> = {}): AppointmentFacts => ({
  state: "booked",
  span: { start: at("9:30"), end: at("10:00") },
  permanenceEnd: at("12:00"),
  passedBy: [],
  ...given,
});

test("an appointment to come is booked, and stays booked while nobody was called in its place", () => {
  expect(shownState(known(), at("8:00"))).toBe("booked");
  expect(shownState(known(), at("10:30"))).toBe("booked");
});

test("it is a no-show when the turn passed without the resident and the hour is more than a quarter of an hour ago", () => {
  const passed = known({ passedBy: ["call-1"] });
  expect(shownState(passed, at("9:45"))).toBe("booked");
  expect(shownState(passed, at("9:46"))).toBe("no-show");
});

test("a resident who announced a later hour is late until that hour", () => {
  const late = known({ passedBy: ["call-1"], expectedAt: at("10:15") });
  expect(shownState(late, at("10:10"))).toBe("late");
  expect(shownState(late, at("10:16"))).toBe("no-show");
});

test("once the resident has checked in, their visit decides the state, also after a no-show", () => {
  const of = (visit: NonNullable<AppointmentFacts["visit"]>) =>
    shownState(known({ visit, passedBy: ["call-1"] }), at("11:00"));
  expect((["waiting", "called", "absent", "serving", "paused"] as const).map(of)).toEqual(Array(5).fill("checked-in"));
  expect((["done", "redirected"] as const).map(of)).toEqual(["attended", "attended"]);
  expect((["left", "unserved"] as const).map(of)).toEqual(["awaiting-outcome", "awaiting-outcome"]);
});

test("what nobody recorded awaits its outcome once the half-day is over", () => {
  expect(shownState(known(), at("12:00"))).toBe("awaiting-outcome");
  expect(shownState(known({ expectedAt: at("11:00") }), at("12:30"))).toBe("awaiting-outcome");
});

test("closedBefore is true when the half-day was closed before the hour, not when it goes on or ended as planned", () => {
  const closed = known({ permanenceEnd: at("9:20") });
  expect([
    closedBefore(closed, at("9:19")),
    closedBefore(closed, at("9:20")),
    closedBefore(closed, at("13:00")),
  ]).toEqual([false, true, true]);
  expect(closedBefore(known({ permanenceEnd: at("9:30") }), at("9:30"))).toBe(true);
  expect(closedBefore(known({ permanenceEnd: at("9:40") }), at("9:50"))).toBe(false);
  expect(closedBefore(known(), at("13:00"))).toBe(false);
});

test("closedBefore is false for whoever checked in before, and for a cancelled appointment", () => {
  for (const given of [
    { visit: "done" },
    { visit: "unserved" },
    { state: "cancelled-by-resident" },
    { state: "cancelled-by-service" },
  ] as const)
    expect(closedBefore(known({ ...given, permanenceEnd: at("9:00") }), at("9:10"))).toBe(false);
});

test("help is missing for whoever was here until the team closed; where nobody opened or closed it, nobody knows", () => {
  const after = at("12:30");
  expect(helpNotGiven(known({ visit: "unserved" }), true, after)).toBe("missing");
  expect(helpNotGiven(known({ visit: "unserved" }), false, after)).toBe("unknown");
  expect(helpNotGiven(known(), false, at("11:59"))).toBeUndefined();
  expect(helpNotGiven(known(), false, at("12:00"))).toBe("unknown");
  expect(helpNotGiven(known(), true, after)).toBeUndefined();
  expect(helpNotGiven(known({ state: "cancelled-by-resident" }), false, after)).toBeUndefined();
  for (const visit of ["waiting", "done", "left", "redirected"] as const)
    expect(helpNotGiven(known({ visit }), false, after)).toBeUndefined();
});

test("cancelled is what the resident or the service cancelled, and nothing else", () => {
  expect((["cancelled-by-resident", "cancelled-by-service"] as const).map(isCancelled)).toEqual([true, true]);
  expect(
    (["booked", "late", "checked-in", "no-show", "attended", "awaiting-outcome"] as const).map(isCancelled),
  ).toEqual(Array(6).fill(false));
});

test("what was cancelled stays cancelled, whoever cancelled it", () => {
  expect(shownState(known({ state: "cancelled-by-resident", visit: "done" }), at("13:00"))).toBe(
    "cancelled-by-resident",
  );
  expect(shownState(known({ state: "cancelled-by-service" }), at("8:00"))).toBe("cancelled-by-service");
});
