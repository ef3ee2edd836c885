import type { Appointment } from "#lib/booking/appointment.ts";
import { book, isContactLimitReached, unlessAway } from "#lib/booking/book.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, BEFORE, booked, morning, TOPICS, windows } from "./half-day.ts";
import { accept, refuse } from "#lib/result.ts";
import { isSameName } from "#lib/booking/same-name.ts";

type BookOptions = {
  halfDay?: Bookable;
  appointments?: readonly Appointment[];
  topics?: readonly string[];
  now?: Instant;
};

const ask = (
  hour: string,
  { halfDay = morning(), appointments = [], topics = ["caf"], now = BEFORE }: BookOptions = {},
) => book(halfDay, TOPICS, appointments, { topics, start: at(hour) }, now);
const refused = (refusal: string) => ({ ok: false, refusal });

test("a free hour is booked in the first lane", () => {
  expect(ask("9:30")).toEqual({ ok: true, value: { span: { start: at("9:30"), end: at("10:00") }, lane: 1 } });
});

test("the lowest free lane is taken, also one that became free again", () => {
  const three = morning({ bookableLanes: 3 });
  expect(ask("9:30", { halfDay: three, appointments: [booked("9:30", "10:00", 1)] })).toMatchObject({
    value: { lane: 2 },
  });
  expect(
    ask("9:30", {
      halfDay: three,
      appointments: [booked("9:30", "10:00", 1, { state: "cancelled-by-resident" }), booked("9:30", "10:00", 2)],
    }),
  ).toMatchObject({ value: { lane: 1 } });
});

test("a lane where it would leave a lone quarter is left for the next one", () => {
  const two = morning({ bookableLanes: 2 });
  expect(ask("9:45", { halfDay: two, appointments: [booked("9:00", "9:30", 1)] })).toMatchObject({
    value: { lane: 2 },
  });
});

test("an hour that is taken in every lane is refused, also one that only touches another's end", () => {
  expect(ask("9:30", { appointments: [booked("9:45", "10:15")] })).toEqual(refused("slot-taken"));
  expect(ask("9:30", { appointments: [booked("10:00", "10:30")] })).toMatchObject({ ok: true });
});

test("an hour that leaves a lone quarter is refused while another leaves none", () => {
  expect(ask("9:15")).toEqual(refused("leaves-a-hole"));
  expect(ask("11:15")).toEqual(refused("leaves-a-hole"));
  expect(ask("9:15", { appointments: [booked("9:45", "12:00")] })).toMatchObject({ ok: true });
});

test("hours off the grid, before the start, over the end or in a window for walk-ins are refused", () => {
  for (const hour of ["9:10", "8:30", "11:45", "12:00"]) expect(ask(hour)).toEqual(refused("outside-hours"));
  const blocks = morning({ windows: windows(["9:00", "10:00", "appointment"], ["10:00", "12:00", "walk-in"]) });
  expect(ask("9:45", { halfDay: blocks })).toEqual(refused("outside-hours"));
  expect(ask("9:30", { halfDay: blocks })).toMatchObject({ ok: true });
});

test("an hour that is past is too soon, one that begins now is not", () => {
  expect(ask("9:30", { now: at("9:31") })).toEqual(refused("too-soon"));
  expect(ask("9:30", { now: at("9:30") })).toMatchObject({ ok: true });
});

test("an hour that comes sooner than the notice of the place is refused as such, whether or not it is taken", () => {
  const halfDay = morning({ notice: 30 });
  expect(ask("9:30", { halfDay, now: at("9:00") })).toMatchObject({ ok: true });
  expect(ask("9:30", { halfDay, now: at("9:01") })).toEqual(refused("short-notice"));
  expect(ask("9:30", { halfDay, now: at("9:19"), appointments: [booked("9:30", "10:00")] })).toEqual(
    refused("short-notice"),
  );
  expect(ask("9:30", { halfDay, now: at("9:31") })).toEqual(refused("too-soon"));
});

test("while too many people wait every hour is refused as such, taken or not; one that is past is too soon", () => {
  const halfDay = morning({ tooManyWait: true });
  expect(ask("9:30", { halfDay })).toEqual(refused("too-many-wait"));
  expect(ask("9:30", { halfDay, appointments: [booked("9:30", "10:00")] })).toEqual(refused("too-many-wait"));
  expect(ask("9:30", { halfDay, now: at("9:31") })).toEqual(refused("too-soon"));
});

test("nothing is booked in a half-day that is closed, cancelled or over", () => {
  expect(ask("9:30", { halfDay: morning({ status: "closed" }) })).toEqual(refused("permanence-closed"));
  expect(ask("9:30", { halfDay: morning({ status: "cancelled" }) })).toEqual(refused("permanence-closed"));
  expect(ask("9:30", { now: at("12:00") })).toEqual(refused("permanence-closed"));
});

test("where one only walks in, nothing can be booked", () => {
  expect(ask("9:30", { halfDay: morning({ windows: windows(["9:00", "12:00", "walk-in"]) }) })).toEqual(
    refused("not-bookable"),
  );
  expect(ask("9:30", { halfDay: morning({ bookableLanes: 0 }) })).toEqual(refused("not-bookable"));
  expect(ask("9:30", { topics: ["depannage"] })).toEqual(refused("not-bookable"));
});

test("a topic that nobody knows, or no topic at all, is refused", () => {
  expect(ask("9:30", { topics: ["passeport"] })).toEqual(refused("unknown-topic"));
  expect(ask("9:30", { topics: [] })).toEqual(refused("unknown-topic"));
});

test("a contact may hold five live appointments, and no sixth", () => {
  expect([0, 4, 5, 6].map(isContactLimitReached)).toEqual([false, false, true, true]);
});

const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const placed = (from: string, to: string) => accept({ span: span(from, to), lane: 1 });
const away = [span("9:30", "10:00"), span("11:00", "12:00")];

test("an hour in which the wanted conseiller is away, even for a moment, is refused", () => {
  expect(unlessAway(placed("10:30", "11:15"), away)).toEqual(refuse("conseiller-absent"));
  expect(unlessAway(placed("9:00", "12:00"), away)).toEqual(refuse("conseiller-absent"));
});

test("an hour that ends when they leave, or begins when they are back, is not", () => {
  for (const hour of [placed("10:00", "11:00"), placed("9:00", "9:30")]) expect(unlessAway(hour, away)).toBe(hour);
});

test("without an hour, or without a change, there is nothing to refuse", () => {
  expect(unlessAway(refuse("slot-taken"), away)).toEqual(refuse("slot-taken"));
  expect(unlessAway(accept(undefined), away)).toEqual(accept(undefined));
});

test.each([
  ["Fatima", "fatima", true],
  ["Rene", "René", true],
  ["Jean Luc", "Jean-Luc", true],
  ["Jean", "Jean-Luc M.", true],
  ["Fatima Z.", "Fatima", true],
  ["فاطمة", "فاطمة", true],
  ["Fat", "Fatima", false],
  ["Fatima", "Fatma", false],
  ["Luc", "Jean-Luc", false],
  ["", "", false],
  ["-", "Fatima", false],
])("« %s » said for « %s » that was noted: %s", (said, noted, same) => expect(isSameName(said, noted)).toBe(same));
