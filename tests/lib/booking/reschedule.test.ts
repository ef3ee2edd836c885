import type { Appointment } from "#lib/booking/appointment.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import { reschedule, type AppointmentToMove } from "#lib/booking/reschedule.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, BEFORE, booked, morning, TOPICS, windows } from "./half-day.ts";

type MoveOptions = {
  held?: Partial<AppointmentToMove>;
  halfDay?: Bookable;
  permanence?: string;
  appointments?: readonly Appointment[];
  now?: Instant;
};

const MINE = booked("9:30", "10:00");
const move = (
  hour: string,
  { held = {}, halfDay = morning(), permanence = "neuhof", appointments = [MINE], now = BEFORE }: MoveOptions = {},
) =>
  reschedule({ ...MINE, arrived: false, ...held }, { permanence, halfDay, start: at(hour) }, TOPICS, appointments, now);
const refused = (refusal: string) => ({ ok: false, refusal });

test("an appointment moves to a free hour of its half-day, in the lowest lane", () => {
  expect(move("11:00")).toEqual({ ok: true, value: { span: { start: at("11:00"), end: at("11:30") }, lane: 1 } });
});

test("its own span does not stand in its way, nor does the hole it leaves", () => {
  expect(move("9:45")).toMatchObject({ ok: true, value: { span: { start: at("9:45") }, lane: 1 } });
  expect(move("9:45", { appointments: [MINE, booked("10:15", "12:00")] })).toMatchObject({ ok: true });
});

test("moving to the hour it has already changes nothing, even once the hour has come or the resident has checked in", () => {
  const stays = { ok: true, value: undefined };
  expect(move("9:30")).toEqual(stays);
  expect(move("9:30", { now: at("9:40") })).toEqual(stays);
  expect(move("9:30", { held: { arrived: true } })).toEqual(stays);
});

test("the same hour of another half-day is a move", () => {
  expect(move("9:30", { permanence: "hautepierre", appointments: [] })).toMatchObject({ ok: true, value: { lane: 1 } });
});

test("somebody else's span stands in its way", () => {
  expect(move("10:00", { appointments: [MINE, booked("10:00", "10:30")] })).toEqual(refused("slot-taken"));
  expect(
    move("10:00", { halfDay: morning({ bookableLanes: 2 }), appointments: [MINE, booked("10:00", "10:30")] }),
  ).toMatchObject({ value: { lane: 2 } });
});

test("once its hour has come, or the resident has a number, it is too late to move", () => {
  expect(move("11:00", { now: at("9:29") })).toMatchObject({ ok: true });
  expect(move("11:00", { now: at("9:30") })).toEqual(refused("too-late"));
  expect(move("11:00", { held: { arrived: true } })).toEqual(refused("too-late"));
});

test("what was cancelled is not moved, not even to where it stood", () => {
  for (const state of ["cancelled-by-resident", "cancelled-by-service"] as const) {
    expect(move("11:00", { held: { state } })).toEqual(refused("state-changed"));
    expect(move("9:30", { held: { state } })).toEqual(refused("state-changed"));
  }
});

test("an appointment beside the lanes gets a lane when it moves to a free hour", () => {
  const { lane: _, ...beside } = MINE;
  expect(
    reschedule(
      { ...beside, arrived: false },
      { permanence: "neuhof", halfDay: morning(), start: at("11:00") },
      TOPICS,
      [beside],
      BEFORE,
    ),
  ).toMatchObject({ value: { lane: 1 } });
});

test("where it goes, everything that refuses a booking refuses it", () => {
  expect(move("9:15")).toEqual(refused("leaves-a-hole"));
  expect(move("8:00")).toEqual(refused("outside-hours"));
  expect(move("11:00", { halfDay: morning({ status: "cancelled" }) })).toEqual(refused("permanence-closed"));
  expect(move("11:00", { halfDay: morning({ topics: ["impots"] }) })).toEqual(refused("unknown-topic"));
  expect(move("11:00", { halfDay: morning({ windows: windows(["9:00", "12:00", "walk-in"]) }) })).toEqual(
    refused("not-bookable"),
  );
});

test("it keeps its topics, so it takes as long where it goes", () => {
  expect(move("10:30", { held: { topics: ["retraite"] } })).toMatchObject({
    value: { span: { start: at("10:30"), end: at("11:30") } },
  });
});
