import type { Appointment } from "#lib/booking/appointment.ts";
import { availabilityOf } from "#lib/booking/availability.ts";
import { book } from "#lib/booking/book.ts";
import { isOnlyByTeam } from "#lib/booking/book.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import { MINUTE, instant, plusMinutes } from "#lib/time/instant.ts";
import { at, BEFORE, booked, morning, TOPICS } from "./half-day.ts";

const HALF = { onlineShare: 50 };
const online = (from: string, to: string, given: Partial<Appointment> = {}) =>
  booked(from, to, 1, { unproven: true, ...given });
/** An hour and a half of the three hours of one lane: the whole share. */
const USED_UP = [online("9:00", "10:00"), online("10:00", "10:30")];
const ask = (hour: string, appointments: readonly Appointment[], given = {}, now = BEFORE) => {
  const answer = book(morning({ ...HALF, ...given }), TOPICS, appointments, { topics: ["caf"], start: at(hour) }, now);
  return answer.ok ? "booked" : answer.refusal;
};

test("once half of the bookable time is booked online without a proven contact, the rest is for whoever calls or comes", () => {
  expect(ask("10:30", USED_UP.slice(0, 1))).toBe("booked");
  expect(ask("10:30", USED_UP)).toBe("only-by-team");
});

test("what the team, a referrer or a proven contact has booked takes none of the share, nor what was cancelled", () => {
  expect(ask("10:30", [booked("9:00", "10:30")])).toBe("booked");
  expect(ask("10:30", [online("9:00", "10:30", { state: "cancelled-by-resident" })])).toBe("booked");
});

test("for the team, a referrer and a proven contact there is no share", () => {
  expect(ask("10:30", USED_UP, { onlineShare: undefined })).toBe("booked");
});

test("the share is of all lanes, and another half-day has its own setting", () => {
  expect(ask("10:30", USED_UP, { bookableLanes: 2 })).toBe("booked");
  expect(ask("10:30", USED_UP, { onlineShare: 100 })).toBe("booked");
  expect(ask("9:00", [], { onlineShare: 0 })).toBe("only-by-team");
});

test("one appointment is always within the share, however short the half-day", () => {
  const short = {
    ...morning(HALF),
    windows: [{ span: { start: at("9:00"), end: at("9:30") }, mode: "mixed" as const }],
  };
  expect(isOnlyByTeam(short, [], { start: at("9:00"), end: at("9:30") }, BEFORE)).toBe(false);
});

test("four weeks ahead and no further, to the minute", () => {
  const fourWeeks = instant(at("10:30") - 28 * 24 * 60 * MINUTE);
  expect(ask("10:30", [], {}, fourWeeks)).toBe("booked");
  expect(ask("10:30", [], {}, plusMinutes(fourWeeks, -1))).toBe("only-by-team");
  expect(ask("10:30", [], { onlineShare: undefined }, plusMinutes(fourWeeks, -1))).toBe("booked");
});

test("a taken hour is taken, whoever asks", () => {
  expect(ask("9:00", USED_UP)).toBe("slot-taken");
});

test("an hour above the share is on no list, and the half-day says that one calls or comes, until it is full", () => {
  const slots = openSlots(morning(HALF), TOPICS, USED_UP, ["caf"], BEFORE);
  expect(slots.ok && slots.value).toEqual([]);
  const left = (appointments: readonly Appointment[]) => availabilityOf(morning(HALF), TOPICS, appointments, BEFORE);
  expect([left([]), left(USED_UP), left([...USED_UP, booked("10:30", "12:00")])]).toEqual([
    "hours",
    "only-by-team",
    "full",
  ]);
});

test("while too many people wait nobody is told to come, above the share or below", () => {
  const wait = { tooManyWait: true };
  expect([ask("10:30", USED_UP, wait), ask("10:30", [], wait)]).toEqual(["too-many-wait", "too-many-wait"]);
  const left = (appointments: readonly Appointment[]) =>
    availabilityOf(morning({ ...HALF, ...wait }), TOPICS, appointments, BEFORE);
  expect([left([]), left(USED_UP), left([booked("9:00", "12:00")])]).toEqual(["withheld", "withheld", "full"]);
});
