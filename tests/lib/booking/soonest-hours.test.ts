/** @zones */
import fc from "fast-check";
import type { Appointment } from "#lib/booking/appointment.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import { isFull, soonestHours, type HowMany, type Searched } from "#lib/booking/soonest-hours.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import { MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { at, BEFORE, booked, hourOf, morning, TOPICS, windows } from "./half-day.ts";

const DAY = 24 * 60;
const ALL: HowMany = { most: 100, each: 100 };

/** A half-day of that name, with who is booked there. */
const held = (
  name: string,
  halfDay: Bookable = morning(),
  appointments: readonly Appointment[] = [],
  known: readonly TopicTime[] = TOPICS,
): Searched<string> => ({ held: name, halfDay, appointments, known });

/** The same half-day that many days later. */
function later(days: number, halfDay: Bookable = morning()): Bookable {
  const move = ({ start, end }: Bookable["span"]) => ({
    start: plusMinutes(start, days * DAY),
    end: plusMinutes(end, days * DAY),
  });
  return {
    ...halfDay,
    span: move(halfDay.span),
    windows: halfDay.windows.map((window) => ({ ...window, span: move(window.span) })),
  };
}

/** "Neuhof 9:00", or "Neuhof 33:00" for nine o'clock the day after. */
const found = (
  searched: readonly Searched<string>[],
  howMany: HowMany = ALL,
  topics: readonly string[] = ["caf"],
  now: Instant = BEFORE,
): string[] => soonestHours(searched, topics, howMany, now).map((hour) => `${hour.held} ${hourOf(hour.span.start)}`);

test("hours are told earliest first, whatever the order of the half-days", () => {
  const searched = [
    held("Shadok", later(2)),
    held("Neuhof", later(1)),
    held("Meinau", morning(), [booked("9:00", "11:30")]),
  ];
  expect(found(searched, { most: 3, each: 1 })).toEqual(["Meinau 11:30", "Neuhof 33:00", "Shadok 57:00"]);
});

test("a topic takes the minutes that the organisation of each half-day gives it, and has no hour where it is unknown", () => {
  const searched = [
    held("Neuhof", morning(), [], [{ key: "caf", minutes: 90, bookable: true }]),
    held("Meinau", later(1), [], [{ key: "impots", minutes: 30, bookable: true }]),
    held("Shadok", later(2), [], [{ key: "caf", minutes: 60, bookable: true }]),
  ];
  expect(found(searched)).toEqual(["Neuhof 9:00", "Neuhof 10:30", "Shadok 57:00", "Shadok 58:00", "Shadok 59:00"]);
});

test("two half-days of one morning are told hour by hour, not one after the other", () => {
  const afternoon = morning({
    span: { start: at("9:30"), end: at("12:00") },
    windows: windows(["9:30", "12:00", "appointment"]),
  });
  expect(found([held("Neuhof"), held("Meinau", afternoon)], { most: 4, each: 2 })).toEqual([
    "Neuhof 9:00",
    "Neuhof 9:30",
    "Meinau 9:30",
    "Meinau 10:00",
  ]);
});

test("hours of one half-day do not overlap: each is a choice of its own", () => {
  expect(found([held("Neuhof")])).toEqual([
    "Neuhof 9:00",
    "Neuhof 9:30",
    "Neuhof 10:00",
    "Neuhof 10:30",
    "Neuhof 11:00",
    "Neuhof 11:30",
  ]);
  expect(found([held("Neuhof")], ALL, ["retraite"])).toEqual(["Neuhof 9:00", "Neuhof 10:00", "Neuhof 11:00"]);
});

test("no half-day fills the list alone, and the list has an end", () => {
  const searched = [held("Neuhof"), held("Meinau", later(1)), held("Shadok", later(2))];
  expect(found(searched, { most: 5, each: 2 })).toEqual([
    "Neuhof 9:00",
    "Neuhof 9:30",
    "Meinau 33:00",
    "Meinau 33:30",
    "Shadok 57:00",
  ]);
});

test("a full half-day, one that is over, cancelled, closed or for walk-ins gives no hour", () => {
  const full = [booked("9:00", "10:30"), booked("10:30", "12:00")];
  const searched = [
    held("Full", morning(), full),
    held("Over", later(-2)),
    held("Cancelled", morning({ status: "cancelled" })),
    held("Closed", morning({ status: "closed" })),
    held("Walk-in", morning({ windows: windows(["9:00", "12:00", "walk-in"]) })),
    held("No lane", morning({ bookableLanes: 0 })),
  ];
  expect(found(searched)).toEqual([]);
});

test("what is past of an open half-day is not offered", () => {
  expect(found([held("Neuhof", morning({ status: "open" }))], ALL, ["caf"], at("11:10"))).toEqual(["Neuhof 11:30"]);
  expect(found([held("Neuhof", morning({ status: "open" }))], ALL, ["caf"], at("10:40"))).toEqual([
    "Neuhof 10:45",
    "Neuhof 11:30",
  ]);
});

test("a half-day that does not take the topic, or for which one comes without appointment, gives no hour", () => {
  expect(
    found([held("Neuhof", morning({ topics: ["impots"] })), held("Meinau", later(1))], { most: 1, each: 1 }),
  ).toEqual(["Meinau 33:00"]);
  expect(found([held("Neuhof")], ALL, ["depannage"])).toEqual([]);
  expect(found([held("Neuhof")], ALL, ["passeport"])).toEqual([]);
});

test("a half-day is full when not a quarter of an hour of any lane is left; who stands beside the lanes or has cancelled takes none", () => {
  const two = morning({ bookableLanes: 2 });
  expect(isFull(two, [booked("9:00", "12:00", 1)], BEFORE)).toBe(false);
  expect(isFull(two, [booked("9:00", "12:00", 1), booked("9:00", "11:45", 2)], BEFORE)).toBe(false);
  expect(isFull(two, [booked("9:00", "12:00", 1), booked("9:00", "12:00", 2)], BEFORE)).toBe(true);
  const { lane: _, ...beside } = booked("9:00", "12:00", 2);
  expect(
    isFull(
      two,
      [booked("9:00", "12:00", 1), beside, booked("9:00", "12:00", 2, { state: "cancelled-by-resident" })],
      BEFORE,
    ),
  ).toBe(false);
});

test("what was booked before its window or its lane was taken away does not make the rest full", () => {
  const changed = morning({ windows: windows(["9:00", "10:00", "appointment"], ["10:00", "12:00", "walk-in"]) });
  const before = [
    booked("9:00", "9:30"),
    booked("10:00", "10:30"),
    booked("11:00", "12:00"),
    booked("9:30", "10:00", 2),
  ];
  expect(isFull(changed, before, BEFORE)).toBe(false);
  expect(found([held("Neuhof", changed, before)])).toEqual(["Neuhof 9:30"]);
});

describe("of any half-days, with anybody booked in them", () => {
  const quarters = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 12 });
  const anyHalfDay = fc
    .record({
      day: fc.integer({ min: 0, max: 3 }),
      minute: fc.integer({ min: 0, max: 4 }),
      lanes: fc.integer({ min: 0, max: 2 }),
      taken: fc.array(quarters, { minLength: 2, maxLength: 2 }),
      bookable: fc.constantFrom(60, 105, 180),
    })
    .map(({ day, minute, lanes, taken, bookable }) => {
      const shift = day * DAY + minute * 30;
      const span = { start: plusMinutes(at("9:00"), shift), end: plusMinutes(at("12:00"), shift) };
      const open = { start: span.start, end: plusMinutes(span.start, bookable) };
      const halfDay = morning({
        span,
        windows: [
          { span: open, mode: "mixed" },
          { span: { start: open.end, end: span.end }, mode: "walk-in" },
        ],
        bookableLanes: lanes,
      });
      const appointments = taken.flatMap((starts, lane) =>
        starts.map((quarter) =>
          booked("9:00", "9:15", lane + 1, {
            span: { start: plusMinutes(span.start, quarter * 15), end: plusMinutes(span.start, quarter * 15 + 15) },
          }),
        ),
      );
      return held("somewhere", halfDay, appointments);
    });
  const topic = fc.constantFrom("caf", "impots", "retraite");

  test("the first hour told is the earliest of all that are open", () => {
    fc.assert(
      fc.property(
        fc.array(anyHalfDay, { maxLength: 8 }),
        topic,
        fc.integer({ min: 1, max: 5 }),
        (searched, key, most) => {
          const open = searched.flatMap(({ halfDay, appointments }) => {
            const slots = openSlots(halfDay, TOPICS, appointments, [key], BEFORE);
            return slots.ok ? slots.value.map(({ span }) => span.start) : [];
          });
          const [first] = soonestHours(searched, [key], { most, each: 2 }, BEFORE);
          expect(first?.span.start).toBe(open.length === 0 ? undefined : Math.min(...open));
        },
      ),
    );
  });

  test("looking no further than needed finds the same as looking everywhere", () => {
    fc.assert(
      fc.property(
        fc.array(anyHalfDay, { maxLength: 8 }),
        topic,
        fc.integer({ min: 1, max: 5 }),
        (searched, key, most) => {
          const starts = (howMany: HowMany) =>
            soonestHours(searched, [key], howMany, BEFORE).map(({ span }) => span.start);
          expect(starts({ most, each: 2 })).toEqual(starts({ most: 1_000, each: 2 }).slice(0, most));
        },
      ),
    );
  });

  test("a half-day that is passed over as full has no hour for anything", () => {
    fc.assert(
      fc.property(anyHalfDay, ({ halfDay, appointments }) => {
        const quick = [{ key: "quick", minutes: 15, bookable: true }];
        const slots = openSlots(halfDay, quick, appointments, ["quick"], BEFORE);
        if (isFull(halfDay, appointments, BEFORE)) expect(slots).toEqual({ ok: true, value: [] });
        else expect(slots.ok && slots.value.length * MINUTE).toBeGreaterThan(0);
      }),
    );
  });
});
