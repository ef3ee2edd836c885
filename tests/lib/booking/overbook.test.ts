import type { Appointment } from "#lib/booking/appointment.ts";
import type { Bookable } from "#lib/booking/bookable-times.ts";
import { BESIDE_A_LANE, overbook } from "#lib/booking/overbook.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, BEFORE, booked, morning, TOPICS, windows } from "./half-day.ts";

type OverbookOptions = {
  halfDay?: Bookable;
  appointments?: readonly Appointment[];
  topics?: readonly string[];
  now?: Instant;
};

const ask = (
  hour: string,
  {
    halfDay = morning(),
    appointments = [booked("9:30", "10:00")],
    topics = ["caf"],
    now = BEFORE,
  }: OverbookOptions = {},
) => overbook(halfDay, TOPICS, appointments, { topics, start: at(hour) }, now);
const beside = (from: string, to: string, given: Partial<Appointment> = {}): Appointment => {
  const { lane: _, ...rest } = booked(from, to, 1, given);
  return { ...rest, id: `${from} beside` };
};
const refused = (refusal: string) => ({ ok: false, refusal });

test("an hour that is taken in every lane is booked beside them, as long as its topics take", () => {
  expect(ask("9:30", { topics: ["impots"] })).toEqual({
    ok: true,
    value: { span: { start: at("9:30"), end: at("10:15") } },
  });
});

test("an hour that would leave a lone quarter is booked beside the lanes", () => {
  expect(ask("11:15")).toEqual({ ok: true, value: { span: { start: at("11:15"), end: at("11:45") } } });
});

test("while a lane is free at that hour, it is taken", () => {
  expect(ask("11:00")).toEqual({ ok: true, value: { span: { start: at("11:00"), end: at("11:30") }, lane: 1 } });
});

test("for each lane one appointment may stand beside the lanes in a half-day, at whatever hour", () => {
  expect(BESIDE_A_LANE).toBe(1);
  expect(ask("9:30", { appointments: [booked("9:30", "10:00"), beside("11:00", "11:30")] })).toEqual(
    refused("overbooked-enough"),
  );
  const two = morning({ bookableLanes: 2 });
  const full = [booked("9:30", "10:00", 1), booked("9:30", "10:00", 2), beside("9:30", "10:00")];
  expect(ask("9:30", { halfDay: two, appointments: full })).toMatchObject({ ok: true });
  expect(ask("9:30", { halfDay: two, appointments: [...full, beside("10:00", "10:30")] })).toEqual(
    refused("overbooked-enough"),
  );
});

test("one that was cancelled leaves room for another", () => {
  expect(
    ask("9:30", {
      appointments: [booked("9:30", "10:00"), beside("9:30", "10:00", { state: "cancelled-by-resident" })],
    }),
  ).toMatchObject({ ok: true });
});

test("a free lane is given even when enough stand beside", () => {
  expect(ask("11:00", { appointments: [beside("9:30", "10:00")] })).toMatchObject({ value: { lane: 1 } });
});

test("the team books no hour that does not exist", () => {
  expect(ask("8:30")).toEqual(refused("outside-hours"));
  expect(ask("9:40")).toEqual(refused("outside-hours"));
  expect(ask("9:30", { now: at("9:31") })).toEqual(refused("too-soon"));
  expect(ask("9:30", { topics: ["passeport"] })).toEqual(refused("unknown-topic"));
  expect(ask("9:30", { halfDay: morning({ status: "closed" }) })).toEqual(refused("permanence-closed"));
  expect(ask("9:30", { halfDay: morning({ windows: windows(["9:00", "12:00", "walk-in"]) }) })).toEqual(
    refused("not-bookable"),
  );
});
