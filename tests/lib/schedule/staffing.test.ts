import fc from "fast-check";
import type { Candidate } from "#lib/schedule/assignment.ts";
import { closedUntilEnd, nextShort, seatedPeople, staffingOf, type SeatedPerson } from "#lib/schedule/staffing.ts";
import { contains } from "#lib/time/interval.ts";
import { at } from "#tests/support/line.ts";
import { runs } from "#tests/support/property-runs.ts";

const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const MORNING = span("9:00", "12:00");
const person = (desk: number, change: Partial<SeatedPerson> = {}): SeatedPerson => ({
  account: `person ${desk}`,
  desk,
  span: MORNING,
  learns: false,
  absences: [],
  ...change,
});

test("a desk without anybody is missing for all of the half-day", () => {
  expect(staffingOf(MORNING, 2, [person(1)])).toEqual({
    held: 1,
    missing: 1,
    gaps: [{ desk: 2, span: MORNING }],
    closed: [],
  });
});

test("hours that have passed miss nobody: what is left is said", () => {
  const late = person(1, { span: span("9:40", "12:00") });
  expect(staffingOf(MORNING, 2, [late], [], at("9:30"))).toMatchObject({
    held: 0,
    missing: 2,
    gaps: [
      { desk: 1, span: span("9:30", "9:40") },
      { desk: 2, span: span("9:30", "12:00") },
    ],
  });
  expect(staffingOf(MORNING, 2, [late], [], at("9:40"))).toMatchObject({
    held: 1,
    missing: 1,
    gaps: [{ desk: 2, span: span("9:40", "12:00") }],
  });
  const first = person(1, { span: span("9:00", "10:00") });
  const learner = person(2, { learns: true });
  const alone = (now: string) => staffingOf(MORNING, 2, [first, learner], [], at(now)).alone;
  expect([alone("9:00"), alone("11:00")]).toEqual([span("10:00", "12:00"), span("11:00", "12:00")]);
  expect(staffingOf(MORNING, 2, [person(1), { ...learner, span: span("9:00", "9:30") }], [], at("9:30")).alone).toBe(
    undefined,
  );
});

test("a closed desk misses nobody, and says since when", () => {
  const gone = person(2, { span: span("9:00", "9:10") });
  const since = span("9:10", "12:00");
  const closed = span("9:00", "12:00");
  const staffing = staffingOf(MORNING, 2, [person(1), gone], [2]);
  expect(staffing).toEqual({ held: 1, missing: 0, gaps: [], closed: [{ desk: 2, span: since }] });
  expect(closedUntilEnd(MORNING, staffing)).toEqual({ desks: 1, since: since.start });
  expect(staffingOf(MORNING, 2, [person(1), gone])).toMatchObject({ missing: 1, closed: [] });
  expect(staffingOf(MORNING, 2, [gone], [2])).toMatchObject({
    held: 0,
    missing: 1,
    gaps: [{ desk: 1, span: closed }],
  });
});

test("a closed desk with somebody until the end is closed no longer", () => {
  const back = person(2, { span: span("10:00", "12:00") });
  const staffing = staffingOf(MORNING, 2, [person(1), back], [2]);
  expect(staffing).toMatchObject({ missing: 0, closed: [{ span: span("9:00", "10:00") }] });
  expect(closedUntilEnd(MORNING, staffing)).toBeUndefined();
});

test("a service civique is not alone beside a colleague, and is while that colleague is away", () => {
  const learner = person(1, { learns: true });
  expect(staffingOf(MORNING, 1, [learner]).alone).toEqual(MORNING);
  expect(staffingOf(MORNING, 2, [learner, person(2)]).alone).toBeUndefined();
  expect(staffingOf(MORNING, 2, [learner, person(2, { absences: [span("8:00", "10:00")] })]).alone).toEqual(
    span("9:00", "10:00"),
  );
  expect(staffingOf(MORNING, 2, [learner, person(2, { learns: true })]).alone).toEqual(MORNING);
});

test("at every minute a desk is in a gap, or exactly when nobody is at it", () => {
  const minute = fc.integer({ min: 0, max: 24 });
  const part = fc.tuple(minute, minute).map(([a, b]) => ({
    start: (MORNING.start + Math.min(a, b) * 600_000) as typeof MORNING.start,
    end: (MORNING.start + (Math.max(a, b) + 1) * 600_000) as typeof MORNING.start,
  }));
  const people = fc.array(
    fc.record({
      account: fc.uuid(),
      desk: fc.integer({ min: 1, max: 3 }),
      span: part,
      learns: fc.boolean(),
      absences: fc.array(part, { maxLength: 2 }),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 17 }), (team, step) => {
      const moment = (MORNING.start + step * 600_000 + 300_000) as typeof MORNING.start;
      const there = team.filter((one) => contains(one.span, moment) && !one.absences.some((a) => contains(a, moment)));
      const { gaps, held, missing } = staffingOf(MORNING, 3, team);
      for (const desk of [1, 2, 3])
        expect(gaps.some((gap) => gap.desk === desk && contains(gap.span, moment))).toBe(
          !there.some((one) => one.desk === desk),
        );
      expect(held + missing).toBe(3);
    }),
    { numRuns: runs(300) },
  );
});

describe("the half-day to complete after one", () => {
  const half = (id: string, from: string, people: readonly SeatedPerson[] = []) => ({
    id,
    span: span(from, "18:00"),
    staffing: staffingOf(MORNING, 1, people),
  });
  const first = half("d", "9:00");
  const second = half("a", "10:00");
  const same = half("b", "10:00");
  const whole = half("c", "11:00", [person(1)]);
  const last = half("e", "14:00");
  const week = [last, whole, same, first, second];

  test("is the next short one in order of time, of one hour by id, whether it is short itself or not", () => {
    expect([first, second, same, whole].map((one) => nextShort(week, one)?.id)).toEqual(["a", "b", "e", "e"]);
  });

  test("is the first again after the last, and none when no other is short", () => {
    expect(nextShort(week, last)).toBe(first);
    expect(nextShort([whole, first], first)).toBeUndefined();
  });
});

describe("a desk is held by whoever has a role at that place then", () => {
  const candidate = (...holds: Candidate["holds"]): Candidate => ({ account: "awa", holds, busy: [], absences: [] });
  const seat = { account: "awa", desk: 1, span: MORNING };
  const heldBy = (people: readonly Candidate[], now = at("8:00")) => {
    const [seated] = seatedPeople([seat], new Map(people.map((one) => [one.account, one])), "neuhof", now);
    return { left: seated?.left, ...staffingOf(MORNING, 1, seated ? [seated] : [], [], now) };
  };
  const GAP = { left: true, held: 0, missing: 1, gaps: [{ desk: 1, span: MORNING }] };

  test("not by somebody unknown, nor by a role that is over or at another place alone", () => {
    expect(heldBy([])).toMatchObject(GAP);
    expect(heldBy([candidate({ places: "all", until: at("8:30") })])).toMatchObject(GAP);
    expect(heldBy([candidate({ places: ["meinau"] })])).toMatchObject(GAP);
    expect(heldBy([candidate({ places: ["meinau", "neuhof"] })])).toMatchObject({ left: false, held: 1, missing: 0 });
  });

  test("by one role after the other; what lies between them is a gap", () => {
    const first = { places: "all", until: at("10:00"), learns: true } as const;
    const second = { places: ["neuhof"] };
    expect(heldBy([candidate(first, { ...second, from: at("10:00") })])).toMatchObject({ left: false, missing: 0 });
    expect(heldBy([candidate(first, { ...second, from: at("11:00") })])).toMatchObject({
      left: true,
      gaps: [{ desk: 1, span: span("10:00", "11:00") }],
    });
  });

  test("hours that have passed were held, whatever became of the role since", () => {
    expect(heldBy([], at("12:00"))).toMatchObject({ left: false, missing: 0 });
  });
});
