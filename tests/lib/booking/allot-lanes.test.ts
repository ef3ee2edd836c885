import fc from "fast-check";
import { allotLanes } from "#lib/booking/allot-lanes.ts";
import type { Appointment } from "#lib/booking/appointment.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, BEFORE, booked } from "./half-day.ts";

const made = (minutesBefore: number) => ({ bookedAt: plusMinutes(BEFORE, -minutesBefore) });
const lanesOf = (appointments: readonly Appointment[], lanes: number, now = BEFORE) =>
  Object.fromEntries(allotLanes(appointments, lanes, now).map(({ appointment, lane }) => [appointment.id, lane]));

test("when a lane goes, the later made of two at one hour stands beside the lanes, whatever lane it had", () => {
  const early = booked("9:30", "10:00", 2, made(60));
  const late = booked("9:30", "10:00", 1, made(5));
  expect(lanesOf([late, early], 1)).toEqual({ [early.id]: 1, [late.id]: undefined });
});

test("an appointment that finds room in the remaining lanes keeps one, and no hour changes", () => {
  const all = [booked("9:00", "9:30", 1), booked("9:30", "10:00", 2), booked("10:00", "11:00", 2)];
  expect(lanesOf(all, 1)).toEqual({ "9:00 in lane 1": 1, "9:30 in lane 2": 1, "10:00 in lane 2": 1 });
  expect(allotLanes(all, 1, BEFORE).map(({ appointment }) => appointment.span)).toEqual(all.map(({ span }) => span));
});

test("an appointment keeps a lane that still exists", () => {
  expect(lanesOf([booked("9:00", "9:30", 2), booked("10:00", "10:30", 1)], 2)).toEqual({
    "9:00 in lane 2": 2,
    "10:00 in lane 1": 1,
  });
});

test("three short ones made early keep their lanes before a long one made late", () => {
  const long = booked("9:00", "10:30", 1, made(1));
  const short = [
    booked("9:00", "9:30", 2, made(9)),
    booked("9:30", "10:00", 2, made(8)),
    booked("10:00", "10:30", 2, made(7)),
  ];
  expect(lanesOf([long, ...short], 1)).toEqual({
    [long.id]: undefined,
    "9:00 in lane 2": 1,
    "9:30 in lane 2": 1,
    "10:00 in lane 2": 1,
  });
});

test("an appointment whose hour has begun keeps its lane before one made earlier for a later hour", () => {
  const now = at("9:10");
  const begun = booked("9:00", "9:45", 2, made(1));
  const later = booked("9:30", "10:00", 1, made(90));
  expect(lanesOf([begun, later], 1, now)).toEqual({ [begun.id]: 1, [later.id]: undefined });
});

test("with no lane left everybody stands beside", () => {
  expect(lanesOf([booked("9:00", "9:30"), booked("10:00", "10:30")], 0)).toEqual({
    "9:00 in lane 1": undefined,
    "10:00 in lane 1": undefined,
  });
});

test("an appointment beside the lanes gets one when it is free, never the lane of another", () => {
  const { lane: _, ...beside } = booked("9:00", "9:30", 1, { id: "beside", ...made(500) });
  const held = booked("9:00", "9:30", 1, made(5));
  expect(lanesOf([beside, held], 1)).toEqual({ beside: undefined, [held.id]: 1 });
  expect(lanesOf([beside, held], 2)).toEqual({ beside: 2, [held.id]: 1 });
});

test("what is cancelled or over is not named and takes no lane", () => {
  const gone = booked("9:00", "9:30", 1, { state: "cancelled-by-resident" });
  const over = booked("9:00", "9:30", 2);
  const held = booked("9:30", "10:00", 2);
  expect(lanesOf([gone, over, held], 1, at("9:30"))).toEqual({ [held.id]: 1 });
});

test("nobody is given the lane of an appointment that has just ended when their own hour had begun before", () => {
  const over = booked("9:00", "9:30", 1);
  const { lane: _, ...beside } = booked("9:00", "9:45", 1, { id: "beside" });
  const held = booked("9:15", "10:00", 2);
  expect(lanesOf([over, beside], 1, at("9:30"))).toEqual({ beside: undefined });
  expect(lanesOf([over, held], 1, at("9:30"))).toEqual({ [held.id]: undefined });
  expect(lanesOf([over, held], 2, at("9:30"))).toEqual({ [held.id]: 2 });
});

const QUARTERS = 12;
const someAppointments = fc
  .array(
    fc.record({
      quarter: fc.integer({ min: 0, max: QUARTERS }),
      length: fc.integer({ min: 1, max: 6 }),
      made: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 16 },
  )
  .map((given): Appointment[] => {
    const laned: Appointment[] = [];
    for (const [index, { quarter, length, made: minutes }] of given.entries()) {
      const span = {
        start: plusMinutes(at("9:00"), quarter * 15),
        end: plusMinutes(at("9:00"), (quarter + length) * 15),
      };
      const taken = new Set(laned.filter((one) => overlaps(one.span, span)).map(({ lane }) => lane));
      const lane = [1, 2, 3, 4].find((free) => !taken.has(free));
      laned.push({
        id: `a${index}`,
        permanence: "p",
        span,
        state: "booked",
        bookedAt: plusMinutes(BEFORE, -minutes),
        topics: ["caf"],
        ...(lane !== undefined && { lane }),
      });
    }
    return laned;
  });

test("whatever was booked: lanes exist, no two appointments overlap in one, and one beside the lanes met as many of higher rank", () => {
  fc.assert(
    fc.property(someAppointments, fc.integer({ min: 0, max: 4 }), (appointments, lanes) => {
      const allotted = allotLanes(appointments, lanes, BEFORE);
      expect(allotted.map(({ appointment }) => appointment.id)).toEqual(appointments.map(({ id }) => id));
      const kept = allotted.filter(({ lane }) => lane !== undefined);
      for (const [index, one] of kept.entries()) {
        expect(one.lane).toBeLessThanOrEqual(lanes);
        for (const other of kept.slice(index + 1))
          expect(one.lane === other.lane && overlaps(one.appointment.span, other.appointment.span)).toBe(false);
      }
      for (const { appointment } of allotted.filter(({ lane }) => lane === undefined)) {
        const better = kept.filter(
          ({ appointment: other }) =>
            other.lane !== undefined && (appointment.lane === undefined || other.bookedAt <= appointment.bookedAt),
        );
        const fullest = Math.max(
          0,
          ...Array.from({ length: 30 }, (_, quarter) => instant(at("9:00") + quarter * 15 * 60_000))
            .filter((moment) => appointment.span.start <= moment && moment < appointment.span.end)
            .map(
              (moment) =>
                (appointment.lane === undefined ? kept : better).filter(
                  ({ appointment: { span } }) => span.start <= moment && moment < span.end,
                ).length,
            ),
        );
        expect(fullest).toBeGreaterThanOrEqual(lanes);
      }
    }),
    { numRuns: runs(500) },
  );
});

test("asked again with the same lanes it changes nothing", () => {
  fc.assert(
    fc.property(someAppointments, fc.integer({ min: 0, max: 4 }), (appointments, lanes) => {
      const once = allotLanes(appointments, lanes, BEFORE).map(
        ({ appointment: { lane: _, ...rest }, lane }): Appointment => ({
          ...rest,
          ...(lane !== undefined && { lane }),
        }),
      );
      expect(allotLanes(once, lanes, BEFORE).map(({ lane }) => lane)).toEqual(once.map(({ lane }) => lane));
    }),
    { numRuns: runs(300) },
  );
});
