import fc from "fast-check";
import { allotLanes } from "#lib/booking/allot-lanes.ts";
import type { Appointment } from "#lib/booking/appointment.ts";
import { book } from "#lib/booking/book.ts";
import { cancel } from "#lib/booking/cancel.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import { BESIDE_A_LANE, overbook } from "#lib/booking/overbook.ts";
import { reschedule } from "#lib/booking/reschedule.ts";
import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, morning, TOPICS } from "./half-day.ts";

const START = at("9:00");
const END = at("12:00");
const HALF_DAYS = ["monday", "tuesday"] as const;
const BOOKABLE = TOPICS.filter(({ bookable }) => bookable).map(({ key }) => key);
/** The shortest topic takes half an hour, so a lone quarter is lost. */
const QUARTER = 15 * MINUTE;

type Bookings = { readonly lanes: Readonly<Record<string, number>>; readonly all: readonly Appointment[] };
type Step =
  | { readonly act: "book" | "overbook"; readonly day: string; readonly quarter: number; readonly topic: string }
  | { readonly act: "move"; readonly whom: number; readonly day: string; readonly quarter: number }
  | { readonly act: "cancel"; readonly whom: number }
  | { readonly act: "lanes"; readonly day: string; readonly lanes: number };

const day = fc.constantFrom(...HALF_DAYS);
const quarter = fc.integer({ min: -1, max: 12 });
const topic = fc.constantFrom(...BOOKABLE);
const whom = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant("book" as const), day, quarter, topic }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("overbook" as const), day, quarter, topic }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("move" as const), whom, day, quarter }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("cancel" as const), whom }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant("lanes" as const), day, lanes: fc.integer({ min: 0, max: 3 }) }),
  },
);
/** Each step with the quarters of an hour that pass before it. */
const history = fc.array(fc.record({ step, later: fc.integer({ min: 0, max: 2 }) }), { maxLength: 30 });

const halfDayOf = (bookings: Bookings, permanence: string): Bookable =>
  morning({ bookableLanes: bookings.lanes[permanence] ?? 0 });
const bookedIn = (bookings: Bookings, permanence: string): Appointment[] =>
  bookings.all.filter((one) => one.permanence === permanence && one.state === "booked");
const startOf = (index: number): Instant => plusMinutes(START, index * 15);

type StepResult = {
  readonly bookings: Bookings;
  readonly placed?: { readonly id: string; readonly among: Bookings; readonly without: string | undefined };
};

/** What is booked after a step; the same object when the step is refused or has no effect. */
function after(bookings: Bookings, one: Step, id: string, now: Instant): StepResult {
  const replaced = (changed: Appointment): Bookings => ({
    ...bookings,
    all: [...bookings.all.filter((other) => other.id !== changed.id), changed],
  });
  switch (one.act) {
    case "book":
    case "overbook": {
      const rule = one.act === "book" ? book : overbook;
      const placed = rule(
        halfDayOf(bookings, one.day),
        TOPICS,
        bookedIn(bookings, one.day),
        { topics: [one.topic], start: startOf(one.quarter) },
        now,
      );
      if (!placed.ok) return { bookings };
      return {
        bookings: replaced({
          id,
          permanence: one.day,
          state: "booked",
          bookedAt: now,
          topics: [one.topic],
          ...placed.value,
        }),
        placed: { id, among: bookings, without: undefined },
      };
    }
    case "move": {
      const held = bookings.all[one.whom];
      if (!held) return { bookings };
      const moved = reschedule(
        { ...held, arrived: false },
        { permanence: one.day, halfDay: halfDayOf(bookings, one.day), start: startOf(one.quarter) },
        TOPICS,
        bookedIn(bookings, one.day),
        now,
      );
      if (!moved.ok || moved.value === undefined) return { bookings };
      return {
        bookings: replaced({ ...held, permanence: one.day, bookedAt: now, ...moved.value }),
        placed: { id: held.id, among: bookings, without: held.id },
      };
    }
    case "cancel": {
      const held = bookings.all[one.whom];
      const given = held && cancel({ state: held.state, permanenceEnd: END }, now);
      return given?.ok && given.value.effect !== "none" && held
        ? { bookings: replaced({ ...held, state: "cancelled-by-resident" }) }
        : { bookings };
    }
    case "lanes": {
      const allotted = new Map(
        allotLanes(bookedIn(bookings, one.day), one.lanes, now).map(({ appointment, lane }) => [appointment.id, lane]),
      );
      const all = bookings.all.map((held): Appointment => {
        if (!allotted.has(held.id)) return held;
        const { lane: _, ...rest } = held;
        const lane = allotted.get(held.id);
        return lane === undefined ? rest : { ...rest, lane };
      });
      return { bookings: { lanes: { ...bookings.lanes, [one.day]: one.lanes }, all } };
    }
  }
}

type DoneStep = { before: Bookings; step: Step; id: string; now: Instant } & StepResult;

/** Plays a history and shows every step to the reader. */
function play(steps: readonly { readonly step: Step; readonly later: number }[], read: (told: DoneStep) => void): void {
  let bookings: Bookings = { lanes: { monday: 2, tuesday: 1 }, all: [] };
  let now = plusMinutes(START, -120);
  for (const [index, { step: one, later }] of steps.entries()) {
    now = plusMinutes(now, later * 15);
    const id = `a${String(index).padStart(2, "0")}`;
    const done = after(bookings, one, id, now);
    read({ before: bookings, step: one, id, now, ...done });
    // Frozen, so that a rule that writes into what it is given throws.
    bookings = Object.freeze({
      ...done.bookings,
      all: Object.freeze(done.bookings.all.map((held) => Object.freeze(held))),
    });
  }
}

const property = (read: (told: DoneStep) => void, usual = 150) =>
  fc.assert(
    fc.property(history, (steps) => play(steps, read)),
    { numRuns: runs(usual) },
  );

test("two spans of one lane never overlap, and every lane exists while its appointment is to come", () => {
  property(({ bookings, now }) => {
    for (const permanence of HALF_DAYS) {
      const laned = bookedIn(bookings, permanence).filter(({ lane }) => lane !== undefined);
      for (const [index, one] of laned.entries()) {
        if (now < one.span.end) expect(one.lane).toBeLessThanOrEqual(bookings.lanes[permanence] ?? 0);
        for (const other of laned.slice(index + 1))
          expect(one.lane === other.lane && overlaps(one.span, other.span)).toBe(false);
      }
    }
  });
});

/**
 * Which quarters beside a span, "before" or "behind" it, are free in its lane and alone there, computed a second way,
 * whatever the clock says.
 */
function lonely(
  span: Interval,
  lane: number,
  bookings: Bookings,
  permanence: string,
  without: string | undefined,
): readonly ("before" | "behind")[] {
  const taken = bookedIn(bookings, permanence).filter((one) => one.lane === lane && one.id !== without);
  const free = (start: number): boolean =>
    start >= START &&
    start + QUARTER <= END &&
    !taken.some((one) => overlaps(one.span, { start: instant(start), end: instant(start + QUARTER) }));
  return [
    ...(free(span.start - QUARTER) && !free(span.start - 2 * QUARTER) ? ["before" as const] : []),
    ...(free(span.end) && !free(span.end + QUARTER) ? ["behind" as const] : []),
  ];
}

test("a booking takes the lowest lane in which it leaves no lone quarter that is to come, unless every start of the half-day leaves one", () => {
  property(({ bookings, placed, now }) => {
    const one = bookings.all.find(({ id }) => id === placed?.id);
    if (!placed || one?.lane === undefined) return;
    const length = one.span.end - one.span.start;
    const taken = bookedIn(placed.among, one.permanence).filter(({ id }) => id !== placed.without);
    const places = Array.from({ length: placed.among.lanes[one.permanence] ?? 0 }, (_, lane) => lane + 1).flatMap(
      (lane) =>
        Array.from({ length: 12 }, (_, index) => startOf(index))
          .map((start) => ({ lane, span: { start, end: instant(start + length) } }))
          .filter(
            ({ span }) =>
              span.start >= now &&
              span.end <= END &&
              !taken.some((other) => other.lane === lane && overlaps(other.span, span)),
          )
          .map((place) => {
            const alone = lonely(place.span, lane, placed.among, one.permanence, placed.without);
            const isPast = place.span.start - QUARTER < now;
            return { ...place, always: alone.length === 0, tidy: alone.every((side) => side === "before" && isPast) };
          }),
    );
    const here = places.filter(({ span }) => span.start === one.span.start);
    const offered = places.some(({ always }) => always) ? here.filter(({ tidy }) => tidy) : here;
    expect(one.lane).toBe(Math.min(...offered.map(({ lane }) => lane)));
  });
});

test("what is offered can be booked or moved to, and what is not offered is refused", () => {
  property(({ bookings, now }) => {
    for (const permanence of HALF_DAYS) {
      const halfDay = halfDayOf(bookings, permanence);
      const appointments = bookedIn(bookings, permanence);
      const slots = openSlots(halfDay, TOPICS, appointments, ["caf"], now);
      const offered = slots.ok ? slots.value.map(({ span }) => span.start) : [];
      const stranger = {
        id: "z",
        permanence: "elsewhere",
        state: "booked",
        span: { start: END, end: plusMinutes(END, 30) },
        bookedAt: START,
        topics: ["caf"],
        arrived: false,
      } as const;
      for (let index = -1; index <= 12; index += 1) {
        const start = startOf(index);
        expect(book(halfDay, TOPICS, appointments, { topics: ["caf"], start }, now).ok).toBe(offered.includes(start));
        expect(reschedule(stranger, { permanence, halfDay, start }, TOPICS, appointments, now).ok).toBe(
          offered.includes(start),
        );
      }
    }
  }, 60);
});

test("a refusal leaves everything as it was, and asked once more it refuses again", () => {
  property(({ before, bookings, step: one, id, now }) => {
    if (bookings === before) expect(after(before, one, id, now).bookings).toBe(before);
  });
});

test("the team never adds more beside the lanes than may stand there", () => {
  property(({ before, bookings, step: one, placed }) => {
    if (one.act !== "overbook" || bookings.all.find(({ id }) => id === placed?.id)?.lane !== undefined) return;
    const beside = bookedIn(before, one.day).filter(({ lane }) => lane === undefined).length;
    if (placed) expect(beside).toBeLessThan((before.lanes[one.day] ?? 0) * BESIDE_A_LANE);
  });
});

test("fewer lanes cancel nobody and change nobody's hour", () => {
  property(({ before, bookings, step: one }) => {
    if (one.act !== "lanes") return;
    const told = (of: Bookings) =>
      of.all.map(({ id, permanence, span, state, bookedAt }) => ({ id, permanence, span, state, bookedAt }));
    expect(told(bookings)).toEqual(told(before));
  });
});
