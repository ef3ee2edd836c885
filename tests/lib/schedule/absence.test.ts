import fc from "fast-check";
import { afterAbsence, missedHours, spanOfDays } from "#lib/schedule/absence.ts";
import type { SeatedPerson } from "#lib/schedule/staffing.ts";
import { contains, outside, type Interval } from "#lib/time/interval.ts";
import { instant, instantOf, MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const seated = (account: string, change: Partial<SeatedPerson> = {}): SeatedPerson => ({
  account,
  desk: 1,
  span: span("9:00", "12:00"),
  learns: false,
  absences: [],
  ...change,
});

test("an absence takes whole days of the clock, also when the clock changes, and a morning ends where the afternoon begins", () => {
  const paris = (from: string, until: string, part: "day" | "morning" | "afternoon") =>
    spanOfDays({ from, until, part }, "Europe/Paris");
  expect(paris("2027-03-28", "2027-03-28", "day")).toEqual({
    start: instantOf("2027-03-28T00:00:00+01:00"),
    end: instantOf("2027-03-29T00:00:00+02:00"),
  });
  const morning = paris("2027-03-01", "2027-03-01", "morning");
  const afternoon = paris("2027-03-01", "2027-03-01", "afternoon");
  expect(morning).toEqual({
    start: instantOf("2027-03-01T00:00:00+01:00"),
    end: instantOf("2027-03-01T13:00:00+01:00"),
  });
  expect(afternoon).toEqual({ start: morning.end, end: instantOf("2027-03-02T00:00:00+01:00") });
  expect(spanOfDays({ from: "2027-03-01", until: "2027-03-05", part: "day" }, "Indian/Reunion")).toEqual({
    start: instantOf("2027-03-01T00:00:00+04:00"),
    end: instantOf("2027-03-06T00:00:00+04:00"),
  });
});

test("a half-day has nobody when its only person is away, and somebody when a colleague holds another desk all the time", () => {
  const morning = span("9:00", "12:00");
  expect(afterAbsence(morning, "awa", [seated("awa")])).toEqual({ nobody: true, alone: false });
  expect(afterAbsence(morning, "awa", [seated("awa"), seated("bo", { desk: 2 })])).toEqual({
    nobody: false,
    alone: false,
  });
  expect(
    afterAbsence(morning, "awa", [seated("awa"), seated("bo", { desk: 2, absences: [span("11:00", "13:00")] })]),
  ).toEqual({ nobody: true, alone: false });
});

test("a service civique who stays behind is alone", () => {
  expect(afterAbsence(span("9:00", "12:00"), "awa", [seated("awa"), seated("sc", { desk: 2, learns: true })])).toEqual({
    nobody: false,
    alone: true,
  });
});

test("a minute is missed exactly when it is in the hours and in an absence", () => {
  const any = fc
    .tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }))
    .map(([from, length]) => ({ start: instant(from * MINUTE), end: instant((from + length) * MINUTE) }));
  fc.assert(
    fc.property(any, fc.array(any, { maxLength: 4 }), (hours, absences) => {
      const missed = missedHours(hours, absences);
      const minutes = Array.from({ length: 60 }, (_, minute) => instant(minute * MINUTE));
      const isIn = (spans: readonly Interval[]) => minutes.map((moment) => spans.some((one) => contains(one, moment)));
      const ofHours = isIn([hours]);
      const ofAbsences = isIn(absences);
      expect(isIn(missed)).toEqual(ofHours.map((held, minute) => held && ofAbsences[minute]));
      expect(isIn(outside(hours, absences))).toEqual(ofHours.map((held, minute) => held && !ofAbsences[minute]));
    }),
    { numRuns: runs(200) },
  );
});
