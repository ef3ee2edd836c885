import type { Appointment } from "#lib/booking/appointment.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import type { Mode } from "#lib/schedule/permanence.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import { instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";

/** A moment of Monday 23 November 2026 in Strasbourg: "9:30". */
export const at = (hour: string): Instant => {
  const [hours = 0, minutes = 0] = hour.split(":").map(Number);
  return plusMinutes(instantOf("2026-11-23T00:00:00+01:00"), hours * 60 + minutes);
};

/** The evening before: nothing of the morning is past. */
export const BEFORE = instantOf("2026-11-22T20:00:00+01:00");

const window = (from: string, to: string, mode: Mode) => ({ span: { start: at(from), end: at(to) }, mode });

/** A morning from 9 to 12 that takes appointments all along, in one lane. */
export const morning = (given: Partial<Bookable> = {}): Bookable => ({
  status: "scheduled",
  span: { start: at("9:00"), end: at("12:00") },
  windows: [window("9:00", "12:00", "mixed")],
  bookableLanes: 1,
  topics: "every",
  notice: 0,
  ...given,
});

export const windows = (...given: readonly (readonly [string, string, Mode])[]) =>
  given.map(([from, to, mode]) => window(from, to, mode));

const topic = (key: string, minutes: number, bookable = true): Topic => ({
  key,
  minutes,
  bring: [],
  themes: [],
  bookable,
});

/** Thirty minutes, forty-five, an hour, and one for which one only walks in. */
export const TOPICS = [topic("caf", 30), topic("impots", 45), topic("retraite", 60), topic("depannage", 30, false)];

/** Somebody booked from one hour to another, in a lane. */
export const booked = (from: string, to: string, lane = 1, given: Partial<Appointment> = {}): Appointment => ({
  id: `${from} in lane ${lane}`,
  permanence: "neuhof",
  span: { start: at(from), end: at(to) },
  state: "booked",
  lane,
  bookedAt: BEFORE,
  topics: ["caf"],
  ...given,
});

/** "9:30" again, to read an outcome by. */
export const hourOf = (moment: Instant): string => {
  const minutes = (moment - at("0:00")) / MINUTE;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
};
