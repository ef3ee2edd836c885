import type { Appointment } from "#lib/booking/appointment.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, BEFORE, booked, hourOf, morning, TOPICS, windows } from "./half-day.ts";

type Given = {
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
}: Given = {}): string[] {
  const slots = openSlots(halfDay, known, appointments, topics, now);
  return slots.ok ? slots.value.map(({ span }) => hourOf(span.start)) : [slots.refusal];
}

test("an empty morning offers each quarter of an hour that leaves no lone quarter beside it", () => {
  expect(hours()).toEqual(["9:00", "9:30", "9:45", "10:00", "10:15", "10:30", "10:45", "11:00", "11:30"]);
});

test("a lone quarter is no loss when a topic takes only a quarter", () => {
  const quick: Topic = { key: "attestation", minutes: 10, bring: [], themes: [], bookable: true };
  expect(hours({ known: [...TOPICS, quick] })).toContain("9:15");
});

test("a topic that is not taken here does not make quarters useful", () => {
  const quick: Topic = { key: "attestation", minutes: 10, bring: [], themes: [], bookable: true };
  expect(hours({ known: [...TOPICS, quick], halfDay: morning({ topics: ["caf", "impots"] }) })).not.toContain("9:15");
});

test("a start that leaves a lone quarter is offered when every start leaves one", () => {
  expect(hours({ appointments: [booked("9:45", "12:00")] })).toEqual(["9:00", "9:15"]);
});

test("but not while another start of the half-day leaves none", () => {
  expect(hours({ appointments: [booked("9:45", "11:00")] })).toEqual(["11:00", "11:30"]);
});

test("in one lane the quarter counts even if the other lane is free of it", () => {
  const two = morning({ bookableLanes: 2 });
  expect(hours({ halfDay: two, appointments: [booked("9:00", "9:30", 1)] })).toEqual([
    "9:00",
    "9:30",
    "9:45",
    "10:00",
    "10:15",
    "10:30",
    "10:45",
    "11:00",
    "11:30",
  ]);
  expect(hours({ halfDay: two, appointments: [booked("9:00", "12:00", 2), booked("9:00", "9:15", 1)] })[0]).toBe(
    "9:15",
  );
});

test("a topic of three quarters must fit wholly before the end and between two others", () => {
  expect(hours({ topics: ["impots"], appointments: [booked("9:30", "10:00"), booked("11:15", "11:45")] })).toEqual([
    "10:00",
    "10:30",
  ]);
});

test("lengths are rounded up to the grid", () => {
  const odd: Topic = { key: "rsa", minutes: 40, bring: [], themes: [], bookable: true };
  const slots = openSlots(morning(), [odd], [], ["rsa"], BEFORE);
  expect(slots).toMatchObject({ ok: true });
  expect(slots.ok && slots.value[0]?.span).toEqual({ start: at("9:00"), end: at("9:45") });
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

test("only the windows for appointments are offered; those that touch are one stretch", () => {
  expect(
    hours({ halfDay: morning({ windows: windows(["9:00", "10:00", "appointment"], ["10:00", "12:00", "walk-in"]) }) }),
  ).toEqual(["9:00", "9:30"]);
  expect(
    hours({
      topics: ["retraite"],
      halfDay: morning({ windows: windows(["9:00", "9:30", "appointment"], ["9:30", "10:30", "mixed"]) }),
    }),
  ).toEqual(["9:00", "9:30"]);
});

test("a window that leaves the half-day or the grid counts for what lies on both", () => {
  expect(hours({ topics: ["retraite"], halfDay: morning({ windows: windows(["8:00", "10:07", "mixed"]) }) })).toEqual([
    "9:00",
  ]);
  expect(hours({ topics: ["retraite"], halfDay: morning({ windows: windows(["9:05", "10:20", "mixed"]) }) })).toEqual([
    "9:15",
  ]);
});

test("remaining counts the lanes that are free for the whole length", () => {
  const slots = openSlots(morning({ bookableLanes: 2 }), TOPICS, [booked("10:00", "10:30", 1)], ["caf"], BEFORE);
  const remaining = Object.fromEntries(
    slots.ok ? slots.value.map((slot) => [hourOf(slot.span.start), slot.remaining]) : [],
  );
  expect(remaining).toMatchObject({ "9:30": 2, "9:45": 1, "10:00": 1, "10:15": 1, "10:30": 2 });
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

test("hours that come sooner than the notice of the place are not offered, and the quarters before are no hole", () => {
  const halfDay = morning({ notice: 30 });
  expect(hours({ halfDay, now: at("9:45") })).toEqual(["10:15", "10:30", "10:45", "11:00", "11:30"]);
  expect(hours({ halfDay, now: at("11:00") })).toEqual(["11:30"]);
  expect(hours({ halfDay, now: at("11:01") })).toEqual([]);
});

test("an hour whose lone quarter is past does not take the others away", () => {
  const appointments = [booked("9:45", "11:00"), booked("11:45", "12:00")];
  expect(hours({ appointments })).toEqual(["9:00", "9:15", "11:00", "11:15"]);
  expect(hours({ appointments, now: at("9:01") })).toEqual(["9:15", "11:00", "11:15"]);
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
