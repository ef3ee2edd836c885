import type { Appointment } from "#lib/booking/appointment.ts";
import { type Bookable, bookableSpans, freeSpansInLane } from "#lib/booking/bookable-times.ts";
import { openSlots, nearestTo } from "#lib/booking/open-slots.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, BEFORE, booked, hourOf, morning, TOPICS, windows } from "./half-day.ts";
import { availabilityOf } from "#lib/booking/availability.ts";

type SlotOptions = {
  halfDay?: Bookable;
  appointments?: readonly Appointment[];
  topics?: readonly string[];
  known?: readonly Topic[];
  now?: Instant;
};

function hours({
  halfDay = morning(),
  appointments = [],
  topics = ["caf"],
  known = TOPICS,
  now = BEFORE,
}: SlotOptions = {}): string[] {
  const slots = openSlots(halfDay, known, appointments, topics, now);
  return slots.ok ? slots.value.map(({ span }) => hourOf(span.start)) : [slots.refusal];
}

test("an empty morning offers each quarter of an hour that leaves no lone quarter beside it", () => {
  expect(hours()).toEqual(["9:00", "9:30", "9:45", "10:00", "10:15", "10:30", "10:45", "11:00", "11:30"]);
});

test("a topic that is not taken here does not make quarters useful", () => {
  const quick: Topic = { key: "attestation", minutes: 10, bring: [], themes: [], bookable: true };
  expect(hours({ known: [...TOPICS, quick], halfDay: morning({ topics: ["caf", "impots"] }) })).not.toContain("9:15");
});

test("a start that leaves a lone quarter is offered when every start leaves one", () => {
  expect(hours({ appointments: [booked("9:45", "12:00")] })).toEqual(["9:00", "9:15"]);
});

test("several topics take their time together, an hour and a half at most", () => {
  const first = (topics: string[]) => {
    const slots = openSlots(morning(), TOPICS, [], topics, BEFORE);
    return slots.ok ? slots.value[0]?.span : undefined;
  };
  expect(first(["caf", "impots"])).toEqual({ start: at("9:00"), end: at("10:15") });
  expect(first(["caf", "impots", "retraite"])).toEqual({ start: at("9:00"), end: at("10:30") });
});

test("a topic named twice is one topic", () => {
  expect(hours({ topics: ["caf", "caf"] })).toEqual(hours({ topics: ["caf"] }));
});

test("what was cancelled, and what stands beside the lanes, takes no lane", () => {
  const beside: Appointment = (({ lane: _, ...rest }) => rest)(booked("9:00", "12:00"));
  expect(hours({ appointments: [booked("9:00", "12:00", 1, { state: "cancelled-by-resident" }), beside] })).toContain(
    "9:00",
  );
});

test("nothing past is offered, and a quarter that is past is no hole", () => {
  expect(hours({ now: at("10:01") })).toEqual(["10:15", "10:30", "10:45", "11:00", "11:30"]);
  expect(hours({ now: at("10:15") })).toEqual(["10:15", "10:30", "10:45", "11:00", "11:30"]);
  expect(hours({ now: at("9:01") })[0]).toBe("9:15");
  expect(hours({ now: at("9:00") })).not.toContain("9:15");
});

test("nothing is offered in a half-day that is over, cancelled, or for walk-ins only", () => {
  expect(hours({ halfDay: morning({ status: "closed" }) })).toEqual([]);
  expect(hours({ halfDay: morning({ status: "cancelled" }) })).toEqual([]);
  expect(hours({ halfDay: morning({ windows: [] }) })).toEqual([]);
  expect(hours({ halfDay: morning({ bookableLanes: 0 }) })).toEqual([]);
  expect(hours({ now: at("12:00") })).toEqual([]);
  expect(hours({ halfDay: morning({ status: "open" }), now: at("9:00") })[0]).toBe("9:00");
});

test("a topic that nobody knows, or that is not taken here, or for which one only walks in, has no hours", () => {
  expect(hours({ topics: ["passeport"] })).toEqual(["unknown-topic"]);
  expect(hours({ topics: [] })).toEqual(["unknown-topic"]);
  expect(hours({ topics: ["caf", "passeport"] })).toEqual(["unknown-topic"]);
  expect(hours({ topics: ["caf"], halfDay: morning({ topics: ["impots"] }) })).toEqual(["unknown-topic"]);
  expect(hours({ topics: ["depannage"] })).toEqual(["not-bookable"]);
});

const slots = ["9:00", "9:30", "10:00", "11:00", "11:30"].map((hour) => ({
  span: { start: at(hour), end: at("12:00") },
  remaining: 1,
}));
const near = (hour: string, most: number) => nearestTo(at(hour), slots, most).map(({ span }) => hourOf(span.start));

test("the hours around half past ten are answered, in the order of the day", () => {
  expect(near("10:30", 3)).toEqual(["9:30", "10:00", "11:00"]);
});

test("of two as near the earlier is answered, and no more than asked for", () => {
  expect(near("10:30", 1)).toEqual(["10:00"]);
  expect(near("8:00", 2)).toEqual(["9:00", "9:30"]);
  expect(near("9:00", 9)).toHaveLength(5);
});

const left = (halfDay = morning(), appointments: Parameters<typeof availabilityOf>[2] = [], now = BEFORE) =>
  availabilityOf(halfDay, TOPICS, appointments, now);

test("hours are left while the shortest topic has room", () => {
  expect(left()).toBe("hours");
  expect(left(morning(), [booked("9:00", "11:30")])).toBe("hours");
});

test("a half-day is full when not even the shortest topic has room", () => {
  expect(left(morning(), [booked("9:00", "12:00")])).toBe("full");
  expect(left(morning(), [booked("9:00", "11:45")])).toBe("full");
});

test("while too many people wait no hour is offered; the half-day is not full for that, and nothing else changes", () => {
  const withheld = morning({ tooManyWait: true });
  expect(hours({ halfDay: withheld })).toEqual([]);
  expect(left(withheld)).toBe("withheld");
  expect(left(withheld, [booked("9:00", "12:00")])).toBe("full");
  expect(left(morning({ tooManyWait: true, bookableLanes: 0 }))).toBe("nothing");
  expect(hours({ halfDay: withheld, topics: ["depannage"] })).toEqual(["not-bookable"]);
});

test("a second lane is one more chance", () => {
  expect(left(morning({ bookableLanes: 2 }), [booked("9:00", "12:00")])).toBe("hours");
});

test("in a half-day for walk-ins only there is nothing to book", () => {
  expect(left(morning({ windows: windows(["9:00", "12:00", "walk-in"]) }))).toBe("nothing");
  expect(left(morning({ bookableLanes: 0 }))).toBe("nothing");
  expect(left(morning({ topics: ["depannage"] }))).toBe("nothing");
});

test("when the last hour comes sooner than the notice, there is nothing to book, which is not full", () => {
  expect(left(morning({ notice: 30 }), [], at("11:00"))).toBe("hours");
  expect(left(morning({ notice: 30 }), [], at("11:01"))).toBe("nothing");
  expect(left(morning({ notice: 30 }), [booked("11:30", "12:00")], at("11:00"))).toBe("full");
});

test("after the last bookable hour, or once it is cancelled, there is nothing to book", () => {
  expect(left(morning(), [], at("12:00"))).toBe("nothing");
  expect(left(morning({ status: "cancelled" }))).toBe("nothing");
});

const read = (spans: readonly { start: Parameters<typeof hourOf>[0]; end: Parameters<typeof hourOf>[0] }[]) =>
  spans.map(({ start, end }) => `${hourOf(start)}–${hourOf(end)}`);

test("windows for appointments that touch or overlap are one stretch, the others stand apart", () => {
  const given = windows(
    ["10:00", "10:30", "mixed"],
    ["9:00", "9:45", "appointment"],
    ["9:30", "10:00", "mixed"],
    ["10:30", "11:00", "walk-in"],
    ["11:00", "12:00", "appointment"],
  );
  expect(read(bookableSpans(morning({ windows: given })))).toEqual(["9:00–10:30", "11:00–12:00"]);
});

test("what lies outside the half-day is no stretch", () => {
  expect(
    read(
      bookableSpans(
        morning({
          windows: windows(["7:00", "8:00", "mixed"], ["8:30", "9:30", "mixed"], ["11:30", "13:00", "mixed"]),
        }),
      ),
    ),
  ).toEqual(["9:00–9:30", "11:30–12:00"]);
});

test("a gap begins where one ends and ends where the next begins, on the grid", () => {
  expect(read(freeSpansInLane(morning(), [booked("9:30", "10:00"), booked("10:50", "11:20")], 1, BEFORE))).toEqual([
    "9:00–9:30",
    "10:00–10:45",
    "11:30–12:00",
  ]);
});

test("the clock is no bound of a gap", () => {
  expect(read(freeSpansInLane(morning(), [booked("9:30", "10:00", 2)], 1, at("11:01")))).toEqual(["9:00–12:00"]);
});
