/** @zones */
import { freeAppointments } from "#lib/calendar/free-appointments.ts";
import { at, onAppointment, window } from "./half-days.ts";

const booked = (from: string, to: string, lane?: number) => ({
  span: { start: at(from), end: at(to) },
  ...(lane !== undefined && { lane }),
});
const early = at("8:00");

test("three hours hold six half-hours in each lane", () => {
  expect(freeAppointments(onAppointment(), [], 30, early)).toBe(6);
  expect(freeAppointments(onAppointment({ bookableLanes: 2 }), [], 30, early)).toBe(12);
});

test("a booked time is no longer free, in its own lane only", () => {
  const two = onAppointment({ bookableLanes: 2 });
  expect(freeAppointments(two, [booked("9:30", "10:00", 1)], 30, early)).toBe(11);
  expect(freeAppointments(two, [booked("9:30", "10:00", 1), booked("9:30", "10:00", 2)], 30, early)).toBe(10);
});

test("a hole too short for an appointment does not count", () => {
  expect(freeAppointments(onAppointment(), [booked("9:15", "11:45", 1)], 30, early)).toBe(0);
});

test("a length is rounded up to the quarter of an hour", () => {
  expect(freeAppointments(onAppointment(), [], 20, early)).toBe(6);
  expect(freeAppointments(onAppointment(), [], 45, early)).toBe(4);
});

test("an overbooked appointment takes no lane", () => {
  expect(freeAppointments(onAppointment(), [booked("9:30", "10:00")], 30, early)).toBe(6);
});

test("hours that have begun are gone: the next start is the next quarter", () => {
  expect(freeAppointments(onAppointment(), [], 30, at("10:00"))).toBe(4);
  expect(freeAppointments(onAppointment(), [], 30, at("10:01"))).toBe(3);
  expect(freeAppointments(onAppointment(), [], 30, at("12:00"))).toBe(0);
});

test("a running appointment does not hide the free time behind it", () => {
  expect(freeAppointments(onAppointment(), [booked("9:45", "10:15", 1)], 30, at("10:00"))).toBe(3);
});

test("walk-in hours hold no appointments", () => {
  const blocks = onAppointment({
    windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")],
  });
  expect(freeAppointments(blocks, [], 30, early)).toBe(2);
});
