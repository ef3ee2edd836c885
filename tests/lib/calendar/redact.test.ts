/** @zones */
import { isFull, redact } from "#lib/calendar/redact.ts";
import { at, halfDay, onAppointment, window } from "./half-days.ts";

const early = at("8:00");

test("the level with the load gives hours, place, access and desks", () => {
  expect(redact(halfDay(), "with-load", early)).toEqual({
    id: "p1",
    placeName: "Neuhof",
    desks: 2,
    access: { kind: "walk-in" },
    span: { start: at("9:00"), end: at("12:00") },
    localDate: "2026-11-23",
    timeZone: "Europe/Paris",
  });
});

test("open hours give hours, place, access, desks and why it is cancelled; never the load nor who opened", () => {
  const busy = onAppointment({ status: "open", waiting: 3, openedAt: at("9:02") });
  const seen = redact(busy, "open-hours", at("9:30"));
  expect(Object.keys(seen).sort()).toEqual(
    ["access", "id", "localDate", "placeName", "span", "desks", "timeZone"].sort(),
  );
  expect(redact(busy, "with-load", at("9:30"))).toMatchObject({ waiting: 3 });
  expect(redact(halfDay({ status: "cancelled", cancelReason: "travaux" }), "open-hours", early)).toMatchObject({
    cancelled: { reason: "travaux" },
  });
});

test("a half-day that moved says when it is held instead", () => {
  const movedTo = { permanence: "p2", start: at("14:00"), timeZone: "Europe/Paris" };
  const half = halfDay({ status: "cancelled", movedTo });
  for (const level of ["open-hours", "with-load", "operational"] as const)
    expect(redact(half, level, early)).toMatchObject({ cancelled: { movedTo } });
});

test("nothing that is added to a half-day is seen by anybody unless somebody decides so", () => {
  const half = { ...halfDay(), name: "Une personne", phone: "0600000000", note: "secret" };
  for (const level of ["open-hours", "with-load", "operational"] as const)
    expect(JSON.stringify(redact(half, level, early))).not.toMatch(/personne|0600|secret/);
});

test("free appointments are told while some can still be booked", () => {
  const half = onAppointment({ booked: [{ span: { start: at("9:00"), end: at("9:30") }, lane: 1 }] });
  expect(redact(half, "with-load", early)).toMatchObject({ free: 5 });
  expect(redact(half, "with-load", at("12:00"))).not.toHaveProperty("free");
  expect(redact({ ...half, status: "closed" }, "with-load", early)).not.toHaveProperty("free");
  expect(redact({ ...half, status: "cancelled" }, "with-load", early)).not.toHaveProperty("free");
});

test("where no topic can be booked, or no lane, there is no number of free appointments", () => {
  expect(
    redact(halfDay({ bookableLanes: 1, windows: [window("9:00", "12:00", "mixed")] }), "with-load", early),
  ).not.toHaveProperty("free");
  expect(redact(halfDay({ minutes: 30 }), "with-load", early)).not.toHaveProperty("free");
});

test("full is said before the hours for appointments are over, not after", () => {
  const blocks = onAppointment({
    windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")],
    booked: [{ span: { start: at("9:00"), end: at("10:00") }, lane: 1 }],
  });
  const before = redact(blocks, "with-load", early);
  expect(isFull(before)).toBe(true);
  expect(redact(blocks, "with-load", at("10:00"))).not.toHaveProperty("free");
});

test("how many wait is told while a person holds it open, nobody included", () => {
  expect(redact(halfDay({ status: "open", waiting: 3 }), "with-load", at("9:30"))).toMatchObject({ waiting: 3 });
  expect(redact(halfDay({ status: "open", waiting: 0 }), "with-load", at("9:30"))).toMatchObject({ waiting: 0 });
  expect(redact(halfDay({ waiting: 3 }), "with-load", at("9:30"))).not.toHaveProperty("waiting");
  expect(redact(halfDay({ status: "closed", waiting: 3 }), "with-load", at("9:30"))).not.toHaveProperty("waiting");
});

test("a cancelled half-day says so, with its reason when there is one", () => {
  expect(redact(halfDay({ status: "cancelled", cancelReason: "travaux" }), "with-load", early)).toMatchObject({
    cancelled: { reason: "travaux" },
  });
  expect(redact(halfDay({ status: "cancelled" }), "with-load", early)).toMatchObject({ cancelled: {} });
  expect(redact(halfDay(), "with-load", early)).not.toHaveProperty("cancelled");
});

test("whether it is open, and since when, is for the operational level alone", () => {
  const open = halfDay({ status: "open", openedAt: at("9:02") });
  expect(redact(open, "operational", at("9:30"))).toMatchObject({ openness: { state: "open", since: at("9:02") } });
  expect(redact(halfDay(), "operational", at("9:30"))).toMatchObject({ openness: { state: "normally-open" } });
  expect(redact(open, "with-load", at("9:30"))).not.toHaveProperty("openness");
});
