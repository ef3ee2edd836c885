import type { AppointmentFacts } from "#lib/booking/appointment-state.ts";
import { cancel } from "#lib/booking/cancel.ts";
import { at, BEFORE } from "./half-day.ts";

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
