import fc from "fast-check";
import type { Appointment } from "#lib/booking/appointment.ts";
import { book } from "#lib/booking/book.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import type { Mode } from "#lib/schedule/permanence.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import { MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at } from "./half-day.ts";

const START = at("9:00");
const QUARTERS = 16;
const minutes = [10, 15, 20, 30, 40, 45, 60, 90];

const aTopic = fc.record({ minutes: fc.constantFrom(...minutes), bookable: fc.boolean() });
const someTopics = fc
  .array(aTopic, { minLength: 1, maxLength: 4 })
  .map((some): Topic[] => some.map((one, index) => ({ ...one, key: `t${index}`, bring: [], themes: [] })));
const aWindow = fc.record({
  from: fc.integer({ min: 0, max: 230 }),
  length: fc.integer({ min: 5, max: 240 }),
  mode: fc.constantFrom<Mode>("walk-in", "appointment", "mixed"),
});
const aHalfDay = fc
  .record({
    lanes: fc.integer({ min: 0, max: 3 }),
    windows: fc.array(aWindow, { minLength: 1, maxLength: 3 }),
    notice: fc.constantFrom(0, 10, 30, 45),
  })
  .map(({ lanes, windows, notice }): Bookable => ({
    notice,
    status: "scheduled",
    span: { start: START, end: plusMinutes(START, QUARTERS * 15) },
    bookableLanes: lanes,
    topics: "every",
    windows: windows.map(({ from, length, mode }) => ({
      span: { start: plusMinutes(START, from), end: plusMinutes(START, from + length) },
      mode,
    })),
  }));
const wishes = fc.array(
  fc.record({
    quarter: fc.integer({ min: -1, max: QUARTERS }),
    topic: fc.integer({ min: 0, max: 3 }),
    kept: fc.boolean(),
  }),
  { maxLength: 14 },
);
const aNow = fc.integer({ min: -60, max: QUARTERS * 15 }).map((minute) => plusMinutes(START, minute));

/** The half-day after some people booked what they could, and some of them cancelled. */
function after(
  halfDay: Bookable,
  topics: readonly Topic[],
  asked: readonly { quarter: number; topic: number; kept: boolean }[],
): Appointment[] {
  const appointments: Appointment[] = [];
  for (const { quarter, topic, kept } of asked) {
    const answer = book(
      halfDay,
      topics,
      appointments,
      { topics: [`t${topic}`], start: plusMinutes(START, quarter * 15) },
      plusMinutes(START, -60),
    );
    if (answer.ok)
      appointments.push({
        id: `${appointments.length}`,
        permanence: "p",
        state: kept ? "booked" : "cancelled-by-resident",
        bookedAt: START,
        topics: [`t${topic}`],
        ...answer.value,
      });
  }
  return appointments;
}

/**
 * The same rule written a second way, on a grid of quarters of an hour with one row a lane: what may be booked, by lane
 * and start. A quarter is free whatever the clock says; one before `earliest`, when an hour may begin at the soonest,
 * is no loss.
 */
function byHand(
  halfDay: Bookable,
  topics: readonly Topic[],
  appointments: readonly Appointment[],
  length: number,
  earliest: number,
) {
  const free = (lane: number, quarter: number): boolean => {
    const span = { start: plusMinutes(START, quarter * 15), end: plusMinutes(START, quarter * 15 + 15) };
    const everyMinuteOpen = Array.from({ length: 15 }, (_, minute) => span.start + minute * MINUTE).every((moment) =>
      halfDay.windows.some(
        (window) => window.mode !== "walk-in" && window.span.start <= moment && moment + MINUTE <= window.span.end,
      ),
    );
    return (
      quarter >= 0 &&
      quarter < QUARTERS &&
      everyMinuteOpen &&
      !appointments.some((one) => one.state === "booked" && one.lane === lane && overlaps(one.span, span))
    );
  };
  const lone = (lane: number, quarter: number, step: 1 | -1): boolean =>
    free(lane, quarter) && !free(lane, quarter + step);
  const shortest = Math.min(...topics.filter(({ bookable }) => bookable).map((topic) => Math.ceil(topic.minutes / 15)));
  const found: { lane: number; quarter: number; tidy: boolean; always: boolean }[] = [];
  for (let lane = 1; lane <= halfDay.bookableLanes; lane += 1)
    for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
      if (plusMinutes(START, quarter * 15) < earliest) continue;
      if (!Array.from({ length }, (_, index) => free(lane, quarter + index)).every(Boolean)) continue;
      const before = shortest > 1 && lone(lane, quarter - 1, -1);
      const behind = shortest > 1 && lone(lane, quarter + length, 1);
      const past = plusMinutes(START, (quarter - 1) * 15) < earliest;
      found.push({ lane, quarter, tidy: !behind && (!before || past), always: !behind && !before });
    }
  const anyTidy = found.some(({ always }) => always);
  return { free: found, offered: found.filter(({ tidy }) => tidy || !anyTidy) };
}

test("two people are never in one lane at one time, whatever is asked", () => {
  fc.assert(
    fc.property(aHalfDay, someTopics, wishes, (halfDay, topics, asked) => {
      const appointments = after(halfDay, topics, asked).filter(({ state }) => state === "booked");
      for (const [index, one] of appointments.entries())
        for (const other of appointments.slice(index + 1))
          expect(one.lane === other.lane && overlaps(one.span, other.span)).toBe(false);
    }),
    { numRuns: runs(400) },
  );
});

test("what is offered can be booked, what is not offered cannot, in the lowest lane, as the grid of quarters says", () => {
  fc.assert(
    fc.property(
      aHalfDay,
      someTopics,
      wishes,
      aNow,
      fc.integer({ min: 0, max: 3 }),
      (halfDay, topics, asked, now, wanted) => {
        const key = `t${wanted}`;
        const topic = topics.find((one) => one.key === key && one.bookable);
        const appointments = after(halfDay, topics, asked);
        const slots = openSlots(halfDay, topics, appointments, [key], now);
        expect(slots.ok).toBe(topic !== undefined);
        if (!slots.ok || !topic) return;
        const earliest = plusMinutes(now, halfDay.notice);
        const sheet = byHand(halfDay, topics, appointments, Math.ceil(topic.minutes / 15), earliest);
        const quarterOf = (start: number): number => (start - START) / MINUTE / 15;
        expect(slots.value.map(({ span, remaining }) => [quarterOf(span.start), remaining])).toEqual(
          [...new Set(sheet.offered.map(({ quarter }) => quarter))]
            .sort((a, b) => a - b)
            .map((quarter) => [quarter, sheet.free.filter((one) => one.quarter === quarter).length]),
        );
        for (let quarter = -1; quarter <= QUARTERS; quarter += 1) {
          const lanes = sheet.offered.filter((one) => one.quarter === quarter).map(({ lane }) => lane);
          const answer = book(
            halfDay,
            topics,
            appointments,
            { topics: [key], start: plusMinutes(START, quarter * 15) },
            now,
          );
          expect({ quarter, lane: answer.ok ? answer.value.lane : undefined }).toEqual({
            quarter,
            lane: lanes.length > 0 ? Math.min(...lanes) : undefined,
          });
        }
      },
    ),
    { numRuns: runs(600) },
  );
});

test("an hour that is offered stays offered until the notice of the place, as long as nobody books or cancels", () => {
  fc.assert(
    fc.property(
      aHalfDay,
      someTopics,
      wishes,
      aNow,
      fc.integer({ min: 0, max: 120 }),
      fc.integer({ min: 0, max: 3 }),
      (halfDay, topics, asked, now, minutesLater, wanted) => {
        const key = `t${wanted}`;
        const appointments = after(halfDay, topics, asked);
        const slots = openSlots(halfDay, topics, appointments, [key], now);
        if (!slots.ok) return;
        const later = plusMinutes(now, minutesLater);
        for (const { start } of slots.value
          .map(({ span }) => span)
          .filter((span) => span.start >= plusMinutes(later, halfDay.notice)))
          expect(book(halfDay, topics, appointments, { topics: [key], start }, later)).toMatchObject({ ok: true });
      },
    ),
    { numRuns: runs(600) },
  );
});
