import fc from "fast-check";
import { allotLanes } from "#lib/booking/allot-lanes.ts";
import type { Appointment } from "#lib/booking/appointment.ts";
import { availabilityOf } from "#lib/booking/availability.ts";
import { book } from "#lib/booking/book.ts";
import { takesItsHour } from "#lib/booking/bookable-times.ts";
import { bookHeld, hold } from "#lib/booking/hold.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import { overbook } from "#lib/booking/overbook.ts";
import { isFull } from "#lib/booking/soonest-hours.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, BEFORE, booked, hourOf, morning, TOPICS } from "./half-day.ts";

const refused = (refusal: string) => ({ ok: false, refusal });
const held = (from: string, to: string, until: Instant, lane = 1, given: Partial<Appointment> = {}): Appointment =>
  booked(from, to, lane, { id: `held ${from} in lane ${lane}`, state: "held", heldUntil: until, ...given });
const wish = (start: string, topics = ["caf"]) => ({ topics, start: at(start) });
const holds = (start: string, until: Instant, others: readonly Appointment[] = [], now = BEFORE) =>
  hold(morning(), TOPICS, others, { ...wish(start), until }, now);
const offered = (appointments: readonly Appointment[], now: Instant): string[] => {
  const slots = openSlots(morning(), TOPICS, appointments, ["caf"], now);
  return slots.ok ? slots.value.map(({ span }) => hourOf(span.start)) : [];
};

test("an hour that is held for somebody stays theirs while too many people wait; any other is refused", () => {
  const own = held("9:30", "10:00", at("9:00"));
  const full = { ...morning(), tooManyWait: true };
  expect(bookHeld(full, TOPICS, [own], wish("9:30"), own, book, BEFORE)).toMatchObject({ ok: true });
  expect(bookHeld(full, TOPICS, [own], wish("10:00"), own, book, BEFORE)).toEqual(refused("too-many-wait"));
});

describe("holding an hour", () => {
  test("an hour that can be booked is held in the lane that a booking would take, until the moment asked for", () => {
    expect(holds("9:30", at("8:00"))).toEqual({
      ok: true,
      value: { span: { start: at("9:30"), end: at("10:00") }, lane: 1, until: at("8:00") },
    });
  });

  test("no hold lasts longer than until its hour begins", () => {
    expect(holds("9:30", at("11:00"))).toMatchObject({ ok: true, value: { until: at("9:30") } });
  });

  test("a moment that is past is too late", () => {
    expect(holds("9:30", BEFORE)).toEqual(refused("too-late"));
    expect(holds("9:00", at("9:30"), [], at("9:00"))).toEqual(refused("too-late"));
  });

  test("what cannot be booked cannot be held", () => {
    expect(holds("9:30", at("8:00"), [booked("9:30", "10:00")])).toEqual(refused("slot-taken"));
    expect(holds("9:30", at("8:00"), [held("9:30", "10:00", at("8:00"))])).toEqual(refused("slot-taken"));
    expect(holds("9:20", at("8:00"))).toEqual(refused("outside-hours"));
  });
});

describe("a held hour", () => {
  const until = at("8:00");
  const one = held("9:30", "10:00", until);

  test("is neither offered nor booked, and is both again from the moment at which it expires", () => {
    const before = plusMinutes(until, -1);
    expect([takesItsHour(one, before), takesItsHour(one, until)]).toEqual([true, false]);
    expect(offered([one], before)).not.toContain("9:30");
    expect(book(morning(), TOPICS, [one], wish("9:30"), before)).toEqual(refused("slot-taken"));
    expect(offered([one], until)).toContain("9:30");
    expect(book(morning(), TOPICS, [one], wish("9:30"), until)).toMatchObject({ ok: true, value: { lane: 1 } });
  });

  test("is no appointment beside the lanes", () => {
    const full = [booked("9:30", "10:00", 1), held("10:00", "10:30", until)];
    expect(overbook(morning(), TOPICS, full, wish("9:30"), BEFORE)).toMatchObject({ ok: true });
  });

  const anyHour = fc.record({
    quarter: fc.nat(9),
    lane: fc.integer({ min: 1, max: 2 }),
    held: fc.boolean(),
    expires: fc.integer({ min: -30, max: 30 }),
  });
  const now = at("8:30");
  const taken = fc.uniqueArray(anyHour, { selector: ({ quarter, lane }) => `${Math.floor(quarter / 2)} ${lane}` });

  test("counts for every rule as a booking until it expires, and as nothing from then on", () => {
    const two = morning({ bookableLanes: 2 });
    fc.assert(
      fc.property(taken, fc.nat(11), (hours, quarter) => {
        const rows = hours.map(({ quarter: from, lane, held: isHeld, expires }, index): Appointment => {
          const start = plusMinutes(at("9:00"), Math.floor(from / 2) * 30);
          return {
            id: `${index}`,
            permanence: "neuhof",
            span: { start, end: plusMinutes(start, 30) },
            lane,
            bookedAt: BEFORE,
            topics: ["caf"],
            ...(isHeld ? { state: "held", heldUntil: plusMinutes(now, expires) } : { state: "booked" }),
          };
        });
        const counted = rows
          .filter(({ state, heldUntil }) => state === "booked" || (heldUntil ?? now) > now)
          .map(({ heldUntil: _, ...row }): Appointment => ({ ...row, state: "booked" }));
        const asked = { topics: ["impots"], start: plusMinutes(at("9:00"), quarter * 15) };
        const all = (appointments: readonly Appointment[]) => [
          openSlots(two, TOPICS, appointments, ["impots"], now),
          book(two, TOPICS, appointments, asked, now),
          overbook(two, TOPICS, appointments, asked, now),
          availabilityOf(two, TOPICS, appointments, now),
          isFull(two, appointments, now),
          allotLanes(appointments, 2, now).map(({ appointment, lane }) => [appointment.id, lane]),
        ];
        expect(all(rows)).toEqual(all(counted));
      }),
      { numRuns: runs(200) },
    );
  });
});

describe("booking with a hold", () => {
  const own = held("9:30", "10:00", at("8:00"));
  const books = (
    start: string,
    others: readonly Appointment[] = [],
    given: Partial<Appointment> = {},
    now = BEFORE,
  ) => {
    const mine = { ...own, ...given };
    return bookHeld(morning(), TOPICS, [mine, ...others], wish(start), mine, book, now);
  };

  test("the holder gets the hour, in its lane, although nobody else can have it", () => {
    expect(book(morning(), TOPICS, [own], wish("9:30"), BEFORE)).toEqual(refused("slot-taken"));
    expect(books("9:30")).toEqual({ ok: true, value: { span: own.span, lane: 1 } });
  });

  test("the holder may take any other hour instead, as anybody", () => {
    expect(books("9:00")).toMatchObject({ ok: true, value: { span: { start: at("9:00") } } });
    expect(books("10:00", [booked("10:00", "10:30")])).toEqual(refused("slot-taken"));
  });

  test("once it has expired the holder books as anybody: the hour is theirs only if nobody took it", () => {
    expect(books("9:30", [], {}, at("8:00"))).toMatchObject({ ok: true });
    expect(books("9:30", [booked("9:30", "10:00")], {}, at("8:00"))).toEqual(refused("slot-taken"));
  });

  test("a hold that lost its lane is kept beside the lanes", () => {
    const { lane: _, ...beside } = own;
    const answer = bookHeld(morning(), TOPICS, [beside, booked("9:30", "10:00")], wish("9:30"), beside, book, BEFORE);
    expect(answer).toEqual({ ok: true, value: { span: own.span } });
  });

  test("a cancelled half-day keeps no promise", () => {
    const answer = bookHeld(morning({ status: "cancelled" }), TOPICS, [own], wish("9:30"), own, book, BEFORE);
    expect(answer).toEqual(refused("permanence-closed"));
  });
});

describe("fewer lanes", () => {
  const lanesOf = (appointments: readonly Appointment[], lanes: number, now = BEFORE) =>
    Object.fromEntries(allotLanes(appointments, lanes, now).map(({ appointment, lane }) => [appointment.id, lane]));

  test("a booked person keeps a lane before an hour that is only held, however early it was held", () => {
    const offer = held("9:30", "10:00", at("8:00"), 1, { bookedAt: plusMinutes(BEFORE, -60) });
    const person = booked("9:30", "10:00", 2);
    expect(lanesOf([offer, person], 1)).toEqual({ [person.id]: 1, [offer.id]: undefined });
    expect(lanesOf([offer, person], 2)).toEqual({ [person.id]: 2, [offer.id]: 1 });
  });

  test("more lanes take no held hour its lane for somebody beside the lanes", () => {
    const { lane: _, ...beside } = booked("9:30", "10:00", 1, { id: "beside" });
    const offer = held("9:30", "10:00", at("8:00"));
    expect(lanesOf([offer, beside], 1)).toEqual({ [offer.id]: 1, beside: undefined });
  });

  test("an expired hold is out of account", () => {
    const person = booked("9:30", "10:00", 2);
    expect(lanesOf([held("9:30", "10:00", BEFORE), person], 1)).toEqual({ [person.id]: 1 });
  });
});
