/** @zones */
import fc from "fast-check";
import {
  areReminders,
  planOfAppointment,
  REMINDERS,
  remindersOf,
  sendingMoment,
  type HourToTell,
} from "#lib/message/sending-times.ts";
import { instant, instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";

const PARIS = "Europe/Paris";
const HOUR = 60;
const at = (iso: string): Instant => instantOf(`${iso}+01:00`);
const booked = (toldAt: string, start: string, besides: Partial<HourToTell> = {}): HourToTell => ({
  toldAt: at(toldAt),
  start: at(start),
  zone: PARIS,
  reminders: REMINDERS,
  ...besides,
});
const plan = (hour: HourToTell): readonly string[] =>
  planOfAppointment(hour).map(({ kind, due }) => `${kind} ${isoInZone(due, hour.zone).slice(0, 16)}`);

describe("the plan of an appointment", () => {
  test("booked a week before, it is confirmed at once and told again 48 and 2 hours before", () => {
    expect(plan(booked("2026-11-05T10:00", "2026-11-12T14:30"))).toEqual([
      "confirmation 2026-11-05T10:00",
      "first-reminder 2026-11-10T14:30",
      "last-reminder 2026-11-12T12:30",
    ]);
  });

  test("booked an hour before, it is confirmed alone", () => {
    expect(plan(booked("2026-11-12T13:30", "2026-11-12T14:30"))).toEqual(["confirmation 2026-11-12T13:30"]);
  });

  test("booked the day before, it has no reminder of 48 hours", () => {
    expect(plan(booked("2026-11-11T10:00", "2026-11-12T14:30"))).toEqual([
      "confirmation 2026-11-11T10:00",
      "last-reminder 2026-11-12T12:30",
    ]);
  });

  test("a reminder five hours after the booking says nothing new; one of two hours does", () => {
    expect(plan(booked("2026-11-10T10:00", "2026-11-12T15:00"))).toEqual([
      "confirmation 2026-11-10T10:00",
      "last-reminder 2026-11-12T13:00",
    ]);
    expect(plan(booked("2026-11-12T09:00", "2026-11-12T14:00"))).toEqual([
      "confirmation 2026-11-12T09:00",
      "last-reminder 2026-11-12T12:00",
    ]);
    expect(plan(booked("2026-11-12T09:01", "2026-11-12T14:00"))).toEqual(["confirmation 2026-11-12T09:01"]);
  });

  test("booked in the evening for the next day, what is told in the morning is not told again two hours later", () => {
    expect(plan(booked("2026-11-11T21:00", "2026-11-12T12:00"))).toEqual(["confirmation 2026-11-11T21:00"]);
    expect(plan(booked("2026-11-11T21:00", "2026-11-12T14:00"))).toEqual([
      "confirmation 2026-11-11T21:00",
      "last-reminder 2026-11-12T12:00",
    ]);
    expect(plan(booked("2026-11-11T22:00", "2026-11-12T09:00"))).toEqual([
      "confirmation 2026-11-11T22:00",
      "last-reminder 2026-11-12T07:00",
    ]);
  });

  test("an organisation may leave either reminder out, or set another time", () => {
    const hours = { toldAt: at("2026-11-02T10:00") };
    expect(
      plan(booked("2026-11-02T10:00", "2026-11-12T14:30", { reminders: { first: "none", last: "none" } })),
    ).toEqual(["confirmation 2026-11-02T10:00"]);
    expect(
      plan(booked("2026-11-02T10:00", "2026-11-12T14:30", { ...hours, reminders: { first: 24 * HOUR, last: "none" } })),
    ).toEqual(["confirmation 2026-11-02T10:00", "first-reminder 2026-11-11T14:30"]);
  });

  test("nothing is planned once the hour has come", () => {
    expect(plan(booked("2026-11-12T14:30", "2026-11-12T14:30"))).toEqual([]);
    expect(plan(booked("2026-11-12T15:00", "2026-11-12T14:30"))).toEqual([]);
  });

  test("a moved hour that has one message left is told two hours before, not two days", () => {
    const moved = booked("2026-11-05T10:00", "2026-11-12T14:30");
    expect(remindersOf(moved, 1).map(({ kind }) => kind)).toEqual(["last-reminder"]);
    expect(remindersOf(moved, 0)).toEqual([]);
  });

  test("the first reminder is worthless three hours before the last, and that one once the hour has come", () => {
    const [, first, last] = planOfAppointment(booked("2026-11-05T10:00", "2026-11-12T14:30"));
    expect(first?.until).toBe(at("2026-11-12T09:30"));
    expect(last?.until).toBe(at("2026-11-12T14:30"));
  });

  test("whatever is set and booked, nothing tells an hour twice within three hours, nor after it", () => {
    fc.assert(
      fc.property(
        anyZone,
        anyMoment,
        fc.integer({ min: 1, max: 20_000 }),
        anyReminders,
        (zone, toldAt, ahead, reminders) => {
          const start = plusMinutes(toldAt, ahead);
          const planned = planOfAppointment({ toldAt, start, zone, reminders });
          const leaving = planned
            .map(({ due, until }) => sendingMoment({ due, now: due, about: start, until, zone }))
            .filter((moment) => moment !== "never");
          expect(leaving.length).toBeGreaterThanOrEqual(planned.length - 1);
          for (const [index, moment] of leaving.entries()) {
            expect(moment).toBeLessThan(start);
            if (index > 0) expect(moment - (leaving[index - 1] ?? 0)).toBeGreaterThanOrEqual(180 * MINUTE);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });
});

describe("the moment of sending", () => {
  const leaves = (due: string, about: string, now = due): string => {
    const moment = sendingMoment({ due: at(due), now: at(now), about: at(about), zone: PARIS });
    return moment === "never" ? moment : isoInZone(moment, PARIS).slice(0, 16);
  };

  test("by night it is eight in the morning", () => {
    expect(leaves("2026-11-10T20:00", "2026-11-12T14:00")).toBe("2026-11-11T08:00");
    expect(leaves("2026-11-10T07:59", "2026-11-12T14:00")).toBe("2026-11-10T08:00");
  });

  test("a reminder of two days is not sent once that of two hours is near", () => {
    const [, first] = planOfAppointment(booked("2026-11-05T10:00", "2026-11-12T14:30"));
    const late = (now: string) =>
      sendingMoment({ due: first!.due, now: at(now), about: at("2026-11-12T14:30"), until: first!.until, zone: PARIS });
    expect(late("2026-11-12T09:29")).toBe(at("2026-11-12T09:29"));
    expect(late("2026-11-12T09:30")).toBe("never");
    expect(late("2026-11-12T13:00")).toBe("never");
  });

  test("in the long night in which clocks go back, an hour that comes before the morning is told twelve hours before", () => {
    const due = instantOf("2027-10-30T20:15:00+02:00");
    const about = instantOf("2027-10-31T07:45:00+01:00");
    expect(sendingMoment({ due, now: due, about, zone: PARIS })).toBe(instantOf("2027-10-30T20:45:00+02:00"));
  });

  test("it is that of a clock that is looked at minute by minute, in each zone and when clocks change", () => {
    fc.assert(
      fc.property(
        anyZone,
        anyMoment,
        fc.oneof(fc.integer({ min: -60, max: 40 * HOUR }), fc.integer({ min: 12 * HOUR - 3, max: 13 * HOUR })),
        fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 300 })),
        fc.option(fc.integer({ min: -60, max: 40 * HOUR }), { nil: undefined }),
        (zone, due, ahead, late, lasts) => {
          const about = plusMinutes(due, ahead);
          const now = plusMinutes(due, late);
          const until = lasts === undefined ? about : plusMinutes(due, lasts);
          expect(sendingMoment({ due, now, about, until, zone })).toBe(byLooking({ due, now, about, until, zone }));
        },
      ),
      { numRuns: runs(250) },
    );
  });
});

test("reminders may be set from an hour to a week before, six hours apart", () => {
  expect(areReminders(REMINDERS)).toBe(true);
  expect(areReminders({ first: "none", last: 60 })).toBe(true);
  expect(areReminders({ first: 480, last: 120 })).toBe(true);
  for (const wrong of [
    { first: 479, last: 120 },
    { first: 120, last: 2880 },
    { first: 7 * 24 * HOUR + 1, last: 120 },
    { first: 2880, last: 59 },
    { first: 2880, last: 90.5 },
    { first: Number.NaN, last: "none" as const },
  ])
    expect({ ...wrong, may: areReminders(wrong) }).toEqual({ ...wrong, may: false });
});

const anyZone = fc.constantFrom(PARIS, "Indian/Reunion", "America/Cayenne");

/** A whole minute: within two days of a change of hour in Paris, in the evening before clocks go back, or in a year. */
const anyMoment: fc.Arbitrary<Instant> = fc.oneof(
  fc.integer({ min: 0, max: 90 }).map((minutes) => plusMinutes(instantOf("2027-10-30T19:50:00+02:00"), minutes)),
  fc
    .tuple(
      fc.constantFrom(instantOf("2027-03-28T01:00:00Z"), instantOf("2027-10-31T01:00:00Z")),
      fc.integer({ min: -2 * 24 * HOUR, max: 2 * 24 * HOUR }),
    )
    .map(([change, minutes]) => plusMinutes(change, minutes)),
  fc
    .integer({ min: 0, max: 365 * 24 * HOUR })
    .map((minutes) => plusMinutes(instantOf("2027-01-01T00:00:00Z"), minutes)),
);

const anyReminders = fc
  .tuple(fc.integer({ min: 60, max: 1_440 }), fc.integer({ min: 360, max: 5_760 }))
  .map(([last, more]) => ({ first: last + more, last }))
  .filter(areReminders);

/** The same by looking at the clock of the zone at every minute, as slowly as one reads it. */
function byLooking({ due, now, about, until, zone }: Parameters<typeof sendingMoment>[0]): Instant | "never" {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
  const isNight = (moment: number) => Number(clock.format(moment)) >= 20 || Number(clock.format(moment)) < 8;
  const isNear = (moment: number) => about - moment <= 12 * HOUR * MINUTE;
  const ready = Math.max(due, now);
  const end = until ?? about;
  if (ready >= end) return "never";
  if (isNear(ready) || !isNight(ready)) return instant(ready);
  for (let moment = ready; moment < about; moment += MINUTE)
    if (!isNight(moment)) return moment < end ? instant(moment) : "never";
  for (let moment = ready; moment < end; moment += MINUTE) if (isNear(moment)) return instant(moment);
  return "never";
}
