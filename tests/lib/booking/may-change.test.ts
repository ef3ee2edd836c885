import { shownState, type AppointmentFacts, type ShownState } from "#lib/booking/appointment-state.ts";
import { cancel } from "#lib/booking/cancel.ts";
import { mayChange } from "#lib/booking/may-change.ts";
import { canMove } from "#lib/booking/reschedule.ts";
import { at, BEFORE } from "./half-day.ts";

const span = { start: at("9:30"), end: at("10:00") };
const may = (state: ShownState, now = BEFORE) => mayChange({ state, span }, now);

test("an appointment to come can be moved until its hour, and cancelled after it too", () => {
  expect(may("booked", at("9:29"))).toEqual({ move: true, cancel: true });
  expect(may("booked", at("9:30"))).toEqual({ move: false, cancel: true });
});

test("a resident who announced a lateness can still move or cancel", () => {
  expect(may("late", at("9:00"))).toEqual({ move: true, cancel: true });
  expect(may("late", at("9:45"))).toEqual({ move: false, cancel: true });
});

test("after check-in, once it is over, or cancelled, nothing is offered", () => {
  for (const state of [
    "checked-in",
    "no-show",
    "attended",
    "awaiting-outcome",
    "cancelled-by-resident",
    "cancelled-by-service",
  ] as const) {
    expect([state, may(state)]).toEqual([state, { move: false, cancel: false }]);
  }
});

test("what is offered is never refused for its state", () => {
  const visits: (AppointmentFacts["visit"] | undefined)[] = [
    undefined,
    "waiting",
    "called",
    "absent",
    "serving",
    "paused",
    "done",
    "left",
    "redirected",
    "unserved",
  ];
  for (const state of ["booked", "cancelled-by-resident", "cancelled-by-service"] as const)
    for (const visit of visits)
      for (const passedBy of [[], ["call"]])
        for (const late of [false, true]) {
          for (const permanenceEnd of [at("9:20"), at("12:00")])
            for (const now of [BEFORE, at("9:29"), at("9:30"), at("9:50"), at("11:59"), at("12:00")]) {
              const known: AppointmentFacts = {
                state,
                span,
                permanenceEnd,
                passedBy,
                ...(visit && { visit }),
                ...(late && { expectedAt: at("10:10") }),
              };
              const offered = mayChange({ state: shownState(known, now), span }, now);
              if (offered.move) expect(canMove({ state, span, arrived: visit !== undefined }, now)).toBe(true);
              if (offered.cancel) expect(cancel(known, now)).toEqual({ ok: true, value: { effect: "cancelled" } });
            }
        }
});

const give = (given: Partial<AppointmentFacts> = {}, now = BEFORE) =>
  cancel({ state: "booked", permanenceEnd: at("12:00"), ...given }, now);
const does = (effect: string) => ({ ok: true, value: { effect } });
const refused = (refusal: string) => ({ ok: false, refusal });

test("an appointment to come is given up, also after its hour while the half-day lasts", () => {
  expect(give()).toEqual(does("cancelled"));
  expect(give({}, at("11:59"))).toEqual(does("cancelled"));
});

test("once the half-day is over it is too late", () => {
  expect(give({}, at("12:00"))).toEqual(refused("too-late"));
});

test("given up again it is still given up, whoever did it and however late", () => {
  expect(give({ state: "cancelled-by-resident" }, at("13:00"))).toEqual(does("none"));
  expect(give({ state: "cancelled-by-service", visit: "unserved" })).toEqual(does("none"));
});

test("whoever waits with a number leaves the line with it", () => {
  for (const visit of ["waiting", "called", "absent"] as const)
    expect(give({ visit }, at("9:40"))).toEqual(does("cancelled-and-leaves"));
});

test("while the resident is being helped, and once their visit has ended, nothing is cancelled", () => {
  for (const visit of ["serving", "paused", "done", "left", "redirected", "unserved"] as const)
    expect(give({ visit }, at("9:40"))).toEqual(refused("state-changed"));
});
