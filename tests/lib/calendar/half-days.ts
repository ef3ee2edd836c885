import type { HalfDayToShare } from "#lib/calendar/redact.ts";
import type { Mode } from "#lib/schedule/permanence.ts";
import { instantAt } from "#lib/time/zone.ts";
import type { Instant } from "#lib/time/instant.ts";

export const ZONE = "Europe/Paris";

/** « 9:30 » of Monday 23 November 2026, or of another day, on the clock in Strasbourg. */
export const at = (hour: string, day = "2026-11-23"): Instant => {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return instantAt(day, hours * 60 + minutes, ZONE);
};

export const window = (from: string, to: string, mode: Mode) => ({ span: { start: at(from), end: at(to) }, mode });

/** A walk-in morning at Neuhof, changed as told. */
export const halfDay = (change: Partial<HalfDayToShare> = {}): HalfDayToShare => ({
  id: "p1",
  place: "place-1",
  placeName: "Neuhof",
  openDesks: 2,
  span: { start: at("9:00"), end: at("12:00") },
  localDate: "2026-11-23",
  timeZone: ZONE,
  status: "scheduled",
  numbers: "not-yet",
  desks: 2,
  bookableLanes: 0,
  windows: [window("9:00", "12:00", "walk-in")],
  topics: "every",
  booked: [],
  waiting: 0,
  ...change,
});

/** A morning on appointment with one lane, of half an hour each. */
export const onAppointment = (change: Partial<HalfDayToShare> = {}): HalfDayToShare =>
  halfDay({ bookableLanes: 1, windows: [window("9:00", "12:00", "appointment")], minutes: 30, ...change });
