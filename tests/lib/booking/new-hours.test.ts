import fc from "fast-check";
import { bookableSpans } from "#lib/booking/bookable-times.ts";
import { fewerDesks, movedHours, type AppointmentToMove } from "#lib/booking/new-hours.ts";
import { instant, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { encloses, overlaps, type Interval } from "#lib/time/interval.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, BEFORE, booked, morning, TOPICS } from "./half-day.ts";

const coming = (...args: Parameters<typeof booked>): AppointmentToMove => ({ ...booked(...args), arrived: false });
const hours = (offers: readonly { readonly appointment: string; readonly span: Interval; readonly lane: number }[]) =>
  offers.map(({ appointment, span, lane }) => [appointment, new Date(span.start).toISOString().slice(11, 16), lane]);

const TWO_LANES = morning({ bookableLanes: 2 });

test("with one desk instead of two, who loses the lane is offered the first later hour that is free", () => {
  const first = coming("9:00", "9:30", 1);
  const second = coming("9:00", "9:30", 2);
  const { lanes, kept, offered, beside } = fewerDesks(TWO_LANES, TOPICS, [first, second], 1, BEFORE);
  expect([lanes, kept, beside]).toEqual([1, [first.id], []]);
  expect(offered).toEqual([
    { appointment: second.id, former: second.span, span: { start: at("9:30"), end: at("10:00") }, lane: 1 },
  ]);
});

test("two who lose their lane at one hour are offered two hours, one after the other", () => {
  const three = morning({ bookableLanes: 3 });
  const people = [coming("9:00", "9:30", 1), coming("9:00", "9:30", 2), coming("9:00", "9:30", 3)];
  expect(fewerDesks(three, TOPICS, people, 1, BEFORE).offered.map(({ span }) => span.start)).toEqual([
    at("9:30"),
    at("10:00"),
  ]);
});

test("with no later hour free they stand beside the lanes, and nothing is offered", () => {
  const full = [coming("11:30", "12:00", 1), coming("11:30", "12:00", 2)];
  const { offered, beside } = fewerDesks(TWO_LANES, TOPICS, full, 1, BEFORE);
  expect([offered, beside]).toEqual([[], [full[1]?.id]]);
});

test("in a half-day that a closure keeps nothing is offered: nobody could say yes to it", () => {
  const shut = { ...TWO_LANES, shut: "Fuite d’eau" };
  const two = [coming("9:00", "9:30", 1), coming("9:00", "9:30", 2)];
  const { offered, beside } = fewerDesks(shut, TOPICS, two, 1, BEFORE);
  expect([offered, beside]).toEqual([[], [two[1]?.id]]);
});

test("who has arrived, or whose hour has begun, is offered nothing: they are told on site", () => {
  const now = at("9:05");
  const here: AppointmentToMove = { ...coming("9:30", "10:00", 2), arrived: true };
  const people = [coming("9:00", "9:30", 1), coming("9:00", "9:30", 2), coming("9:30", "10:00", 1), here];
  const { offered, beside } = fewerDesks(TWO_LANES, TOPICS, people, 1, now);
  expect([offered, beside.length]).toEqual([[], 2]);
});

test("who stood beside the lanes before stays so, and keeps their hour", () => {
  const { lane: _lane, ...beside } = coming("9:00", "9:30");
  const outcome = fewerDesks(TWO_LANES, TOPICS, [beside, coming("9:00", "9:30", 2)], 1, BEFORE);
  expect([outcome.offered, outcome.beside, outcome.kept.length]).toEqual([[], [], 2]);
});

test("a half-day that is moved offers each the hour as far from its start, in their lane", () => {
  const people = [coming("9:30", "10:00", 2), coming("9:00", "9:30", 1)];
  const later = { start: plusMinutes(at("9:00"), 300), end: plusMinutes(at("12:00"), 300) };
  const target = morning({ bookableLanes: 2, span: later, windows: [{ span: later, mode: "mixed" }] });
  expect(hours(movedHours(TWO_LANES.span, target, TOPICS, people, BEFORE).offered)).toEqual(
    people
      .toReversed()
      .map(({ id, span, lane }) => [id, new Date(plusMinutes(span.start, 300)).toISOString().slice(11, 16), lane]),
  );
});

test("who finds no hour in the half-day it is moved to is told so", () => {
  const short = { start: plusMinutes(at("9:00"), 300), end: plusMinutes(at("9:30"), 300) };
  const target = morning({ bookableLanes: 1, span: short, windows: [{ span: short, mode: "appointment" }] });
  const people = [coming("9:00", "9:30", 1), coming("9:30", "10:00", 1)];
  const { offered, without } = movedHours(TWO_LANES.span, target, TOPICS, people, BEFORE);
  expect([offered.length, without]).toEqual([1, [people[1]?.id]]);
});

/** Half an hour each, in lanes without overlap, and some beside them. */
const anyPeople = fc
  .array(fc.record({ slot: fc.nat({ max: 11 }), lane: fc.integer({ min: 0, max: 3 }), arrived: fc.boolean() }), {
    maxLength: 14,
  })
  .map((wishes) => {
    const taken: AppointmentToMove[] = [];
    for (const [index, { slot, lane, arrived }] of wishes.entries()) {
      const start = plusMinutes(at("9:00"), slot * 15);
      const span = { start, end: plusMinutes(start, 30) };
      if (lane > 0 && taken.some((one) => one.lane === lane && overlaps(one.span, span))) continue;
      taken.push({
        id: `a${index}`,
        permanence: "p",
        span,
        state: "booked",
        bookedAt: instant(BEFORE - index * MINUTE),
        topics: ["caf"],
        ...(lane > 0 && { lane }),
        arrived,
      });
    }
    return taken;
  });

const noTwoInALane = (held: readonly { readonly span: Interval; readonly lane?: number | undefined }[]): boolean =>
  held.every((one, index) =>
    held.every(
      (other, at_) =>
        index === at_ || one.lane === undefined || one.lane !== other.lane || !overlaps(one.span, other.span),
    ),
  );

test("whatever is booked: each is kept, offered or beside, no lane has two, and every offer is later and within the windows", () => {
  fc.assert(
    fc.property(
      anyPeople,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: -1, max: 150 }),
      (people, desks, minutes) => {
        const three = morning({ bookableLanes: 3 });
        const now = plusMinutes(at("9:00"), minutes);
        const outcome = fewerDesks(three, TOPICS, people, desks, now);
        const open = bookableSpans(three);
        const toCome = people.filter(({ span }) => now < span.end);
        const named = [...outcome.kept, ...outcome.offered.map(({ appointment }) => appointment), ...outcome.beside];
        expect(named.toSorted()).toEqual(toCome.map(({ id }) => id).toSorted());
        expect(outcome.lanes).toBeLessThanOrEqual(desks);
        const standing = outcome.allotted.map(({ appointment, lane }) => ({ span: appointment.span, lane }));
        expect(noTwoInALane([...standing, ...outcome.offered])).toBe(true);
        for (const { former, span, lane } of outcome.offered) {
          expect(former.start).toBeLessThan(span.start);
          expect(now).toBeLessThan(span.start);
          expect(lane).toBeLessThanOrEqual(outcome.lanes);
          expect(open.some((window) => encloses(window, span))).toBe(true);
        }
      },
    ),
    { numRuns: runs(300) },
  );
});

test("whatever is booked: of a moved half-day each who is to come is offered one free hour or is named, and no lane has two", () => {
  fc.assert(
    fc.property(anyPeople, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }), (people, lanes, shift) => {
      const span = { start: plusMinutes(at("9:00"), shift * 60), end: plusMinutes(at("11:00"), shift * 60) };
      const target = morning({ bookableLanes: lanes, span, windows: [{ span, mode: "mixed" }] });
      const { offered, without } = movedHours(morning({}).span, target, TOPICS, people, BEFORE);
      const named = [...offered.map(({ appointment }) => appointment), ...without];
      expect(named.toSorted()).toEqual(people.flatMap(({ id, arrived }) => (arrived ? [] : [id])).toSorted());
      expect(noTwoInALane(offered)).toBe(true);
      for (const one of offered) expect(encloses(span, one.span) && one.lane <= lanes).toBe(true);
    }),
    { numRuns: runs(300) },
  );
});
