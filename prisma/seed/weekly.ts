import type { Mode } from "#lib/schedule/permanence.ts";

/** A weekly half-day. Weekday 1 is Monday; hours are the place's own; windows count minutes from the start. */
export type Weekly = {
  readonly place: string;
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
  readonly desks: number;
  readonly bookableLanes: number;
  readonly windows: readonly { readonly from: number; readonly to: number; readonly mode: Mode }[];
};

/**
 * The half-days of a week. At most a third of the desks' time can be booked (docs/booking.md#how-much-may-be-booked):
 * with one desk the first hour of three, with three desks one lane all the time.
 */
export const WEEKLY: readonly Weekly[] = [
  walkIn("mairie-neuhof", 1, "09:00", "12:00", 2),
  walkIn("mairie-hautepierre", 1, "14:00", "17:00", 2),
  appointmentsFirst("centre-social-victor-schoelcher", 2, "09:00", "12:00"),
  walkIn("centre-socioculturel-meinau", 2, "14:00", "18:00", 1),
  mixed("shadok", 3, "14:00", "17:00"),
  mixed("face-alsace", 4, "09:00", "12:00"),
  appointmentsFirst("centre-socioculturel-meinau", 4, "09:00", "12:00"),
  appointmentsFirst("centre-social-victor-schoelcher", 5, "09:00", "12:00"),
  walkIn("face-alsace", 5, "14:00", "17:00", 1),
];

function walkIn(place: string, weekday: number, from: string, to: string, desks: number): Weekly {
  return {
    place,
    weekday,
    from,
    to,
    desks,
    bookableLanes: 0,
    windows: [{ from: 0, to: minutes(to) - minutes(from), mode: "walk-in" }],
  };
}

function appointmentsFirst(place: string, weekday: number, from: string, to: string): Weekly {
  const whole = minutes(to) - minutes(from);
  const booked = whole / 3;
  return {
    place,
    weekday,
    from,
    to,
    desks: 1,
    bookableLanes: 1,
    windows: [
      { from: 0, to: booked, mode: "appointment" },
      { from: booked, to: whole, mode: "walk-in" },
    ],
  };
}

function mixed(place: string, weekday: number, from: string, to: string): Weekly {
  return {
    place,
    weekday,
    from,
    to,
    desks: 3,
    bookableLanes: 1,
    windows: [{ from: 0, to: minutes(to) - minutes(from), mode: "mixed" }],
  };
}

/** « 09:30 » as minutes of the day. */
export function minutes(hour: string): number {
  const [hours = 0, rest = 0] = hour.split(":").map(Number);
  return hours * 60 + rest;
}
