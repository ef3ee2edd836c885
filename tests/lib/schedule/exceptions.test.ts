/** @zones */
import fc from "fast-check";
import type { ClosedTimes } from "#lib/schedule/closed-times.ts";
import { missingOccurrences, occurrencesOf, type Occurrence } from "#lib/schedule/occurrences.ts";
import { windowsLasting, type SeriesException } from "#lib/schedule/series-exception.ts";
import { NTHS, type Series } from "#lib/schedule/series.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { overlaps } from "#lib/time/interval.ts";
import { isoInZone, localDateOf, minuteOfDay, plusDays, weekdayOf } from "#lib/time/zone.ts";
import { runs } from "#tests/support/property-runs.ts";

const PARIS = "Europe/Paris";
const NEVER: ClosedTimes = { closures: [], holidays: new Set() };
const mondays: Series = {
  timeZone: PARIS,
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  everyWeeks: 1,
  fromDate: "2026-09-07",
};
const september = (exceptions: readonly SeriesException[]) =>
  occurrencesOf(mondays, "2026-09-07", "2026-09-29", NEVER, exceptions).map(
    ({ originalDate, span }) => `${originalDate}: ${isoInZone(span.start, PARIS).slice(0, 16)}`,
  );
const FIRST = "2026-09-07: 2026-09-07T09:00";
const THIRD = "2026-09-21: 2026-09-21T09:00";
const FOURTH = "2026-09-28: 2026-09-28T09:00";

describe("the dates of a series with exceptions", () => {
  test("a cancelled date is not held, the others are", () => {
    expect(september([{ kind: "cancelled", originalDate: "2026-09-14" }])).toEqual([FIRST, THIRD, FOURTH]);
  });

  test("a moved date is held on its new day only, and still stands for its own", () => {
    const moved = { kind: "changed", originalDate: "2026-09-14", localDate: "2026-09-16" } as const;
    expect(september([moved])).toEqual([FIRST, "2026-09-14: 2026-09-16T09:00", THIRD, FOURTH]);
  });

  test("at another place its clock and its closures count", () => {
    const at = { place: "saint-denis", timeZone: "Indian/Reunion", closed: NEVER };
    const works = { start: instantOf("2026-09-14T00:00:00+02:00"), end: instantOf("2026-09-15T00:00:00+02:00") };
    const elsewhere = (closed: ClosedTimes) =>
      occurrencesOf(mondays, "2026-09-14", "2026-09-15", { closures: [works], holidays: new Set() }, [
        { kind: "changed", originalDate: "2026-09-14", at: { ...at, closed } },
      ]).map(({ place, span }) => [place, isoInZone(span.start, "Indian/Reunion")]);
    expect(elsewhere(NEVER)).toEqual([["saint-denis", "2026-09-14T09:00:00+04:00"]]);
    expect(elsewhere({ closures: [works], holidays: new Set() })).toEqual([]);
  });
});

test("a date held elsewhere is written although a half-day was entered by hand at the place of the series", () => {
  const exceptions = [
    { kind: "changed", originalDate: "2026-09-14", at: { place: "b", timeZone: PARIS, closed: NEVER } },
  ] as const;
  const wanted = occurrencesOf(mondays, "2026-09-07", "2026-09-22", NEVER, exceptions);
  const byHand = [{ start: instantOf("2026-09-01T00:00:00+02:00"), end: instantOf("2026-10-01T00:00:00+02:00") }];
  const { toWrite } = missingOccurrences(wanted, { dates: new Set(), byHand }, instantOf("2026-09-01T00:00:00+02:00"));
  expect(toWrite.map(({ originalDate }) => originalDate)).toEqual(["2026-09-14"]);
});

test("windows are cut at the end of a shorter date, and the last one goes on to the end of a longer one", () => {
  const windows = [
    { from: 0, to: 60, mode: "appointment" },
    { from: 60, to: 180, mode: "walk-in" },
  ];
  expect(windowsLasting(windows, mondays, 180)).toEqual(windows);
  expect(windowsLasting(windows, mondays, 240)).toEqual([windows[0], { from: 60, to: 240, mode: "walk-in" }]);
  expect(windowsLasting(windows, mondays, 90)).toEqual([windows[0], { from: 60, to: 90, mode: "walk-in" }]);
  expect(windowsLasting(windows, mondays, 45)).toEqual([{ from: 0, to: 45, mode: "appointment" }]);
});

/**
 * The moment of a wall-clock time, looked for quarter by quarter; the first of two. Starts lie on quarters of an hour.
 */
function slowInstant(date: string, minute: number, zone: string): Instant {
  const noon = instantOf(`${date}T12:00:00Z`);
  for (let quarter = -4 * 30; quarter < 4 * 30; quarter += 1) {
    const moment = plusMinutes(noon, quarter * 15);
    if (minuteOfDay(moment, zone) === minute && localDateOf(moment, zone) === date) return moment;
  }
  throw new Error(`${date} has no minute ${minute}.`);
}

/** The same dates, each day looked at by itself. */
function slowly(
  series: Series,
  from: string,
  to: string,
  closed: ClosedTimes,
  exceptions: readonly SeriesException[],
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  let turn = 0;
  for (let day = series.fromDate; day <= (series.untilDate ?? plusDays(to, 60)); day = plusDays(day, 1)) {
    if (weekdayOf(day) !== series.weekday) continue;
    const isTurn = series.nthOfMonth === undefined ? turn % series.everyWeeks === 0 : isNth(day, series.nthOfMonth);
    turn += 1;
    const exception = exceptions.find(({ originalDate }) => originalDate === day);
    if (!isTurn || exception?.kind === "cancelled") continue;
    const held = exception?.localDate ?? day;
    const hours = exception?.hours ?? series;
    if (held < from || to <= held) continue;
    const zone = exception?.at?.timeZone ?? series.timeZone;
    const start = slowInstant(held, hours.startMinute, zone);
    const span = { start, end: plusMinutes(start, hours.endMinute - hours.startMinute) };
    const { closures, holidays } = exception?.at?.closed ?? closed;
    if (holidays.has(held) && exception?.despiteHoliday !== true) continue;
    if (closures.some((closure) => overlaps(closure, span))) continue;
    if (!exception && series.inSchoolHolidays === false && !isSchoolDay(held, closed.school ?? [])) continue;
    const place = exception?.at?.place;
    found.push({ originalDate: day, localDate: held, span, ...(place !== undefined && { place }) });
  }
  return found.sort((a, b) => a.span.start - b.span.start || (a.originalDate < b.originalDate ? -1 : 1));
}

/** Counted day by day through the month. */
function isNth(day: string, nth: number): boolean {
  let count = 0;
  const month = day.slice(0, 7);
  for (let one = `${month}-01`; one <= day; one = plusDays(one, 1)) if (weekdayOf(one) === weekdayOf(day)) count += 1;
  return nth === -1 ? plusDays(day, 7).slice(0, 7) !== month : count === nth;
}

/** A day of no holidays that some later holidays follow, looked up day by day. */
function isSchoolDay(day: string, school: readonly { readonly from: string; readonly to: string }[]): boolean {
  const free = new Set<string>();
  for (const { from, to } of school) for (let one = from; one <= to; one = plusDays(one, 1)) free.add(one);
  return !free.has(day) && [...free].some((one) => day < one);
}

const START = "2026-09-01";
const anyZone = fc.constantFrom(PARIS, "Indian/Reunion", "America/Cayenne");
const anyDay = fc.nat(850).map((days) => plusDays(START, days));
const anyHours = fc
  .tuple(fc.nat(91), fc.integer({ min: 1, max: 24 }))
  .map(([start, length]) => ({ startMinute: start * 15, endMinute: Math.min(1440, (start + length) * 15) }))
  .filter(({ startMinute }) => startMinute < 120 || 180 <= startMinute);
const anySeries = fc
  .record({
    timeZone: anyZone,
    weekday: fc.integer({ min: 1, max: 7 }),
    hours: anyHours,
    rhythm: fc.oneof(
      fc.integer({ min: 1, max: 3 }).map((everyWeeks) => ({ everyWeeks })),
      fc.constantFrom(...NTHS).map((nthOfMonth) => ({ everyWeeks: 1, nthOfMonth })),
    ),
    inSchoolHolidays: fc.boolean(),
    fromDate: fc.nat(200).map((days) => plusDays(START, days)),
    untilDate: fc.option(
      fc.nat(600).map((days) => plusDays(START, 200 + days)),
      { nil: undefined },
    ),
  })
  .map(({ hours, rhythm, untilDate, ...series }): Series => ({
    ...series,
    ...hours,
    ...rhythm,
    ...(untilDate && { untilDate }),
  }));
const anyClosed: fc.Arbitrary<ClosedTimes> = fc
  .record({
    days: fc.array(anyDay, { maxLength: 30 }),
    closures: fc.array(fc.tuple(anyDay, fc.nat(20)), { maxLength: 4 }),
    school: fc.array(fc.tuple(anyDay, fc.nat(60)), { maxLength: 4 }),
  })
  .map(({ days, closures, school }) => ({
    school: school.map(([from, length]) => ({ from, to: plusDays(from, length) })),
    holidays: new Set(days),
    closures: closures.map(([day, length]) => ({
      start: instantOf(`${day}T11:00:00Z`),
      end: instantOf(`${plusDays(day, length)}T15:00:00Z`),
    })),
  }));

/** Exceptions within so many weeks of the beginning, of days that are mostly dates of the series, each day once. */
const anyExceptions = (series: Series, weeks: number): fc.Arbitrary<readonly SeriesException[]> => {
  const change = fc.record(
    {
      localDate: fc.integer({ min: -40, max: 40 }),
      hours: anyHours,
      despiteHoliday: fc.boolean(),
      at: fc.record({ place: fc.constant("elsewhere"), timeZone: anyZone, closed: anyClosed }),
    },
    { requiredKeys: [] },
  );
  const one = fc.record({
    nth: fc.nat(weeks),
    off: fc.constantFrom(0, 0, 0, 1),
    change: fc.option(change, { nil: undefined }),
  });
  const first = plusDays(series.fromDate, (series.weekday - weekdayOf(series.fromDate) + 7) % 7);
  return fc.uniqueArray(one, { maxLength: 25, selector: ({ nth, off }) => nth * 7 + off }).map((all) =>
    all.map(({ nth, off, change: changed }): SeriesException => {
      const originalDate = plusDays(first, nth * 7 + off);
      if (!changed) return { kind: "cancelled", originalDate };
      const { localDate, ...rest } = changed;
      return {
        kind: "changed",
        originalDate,
        ...rest,
        ...(localDate !== undefined && { localDate: plusDays(originalDate, localDate) }),
      };
    }),
  );
};
const anyPlan = anySeries
  .chain((series) =>
    fc.record({
      series: fc.constant(series),
      exceptions: anyExceptions(series, 130),
      closed: anyClosed,
      from: anyDay,
      days: fc.nat(400),
    }),
  )
  // Some of the days on which a changed date is held are public holidays.
  .map(({ closed, ...plan }) => {
    const held = plan.exceptions.flatMap((one) => (one.kind === "changed" ? [one.localDate ?? one.originalDate] : []));
    const holidays = new Set([...closed.holidays, ...held.filter((_, index) => index % 3 === 0)]);
    return { ...plan, closed: { ...closed, holidays } };
  });

test("any series, exceptions and closures give the dates that looking at each day gives, through every change of clocks", () => {
  fc.assert(
    fc.property(anyPlan, ({ series, exceptions, closed, from, days }) => {
      const to = plusDays(from, days);
      expect(occurrencesOf(series, from, to, closed, exceptions)).toEqual(slowly(series, from, to, closed, exceptions));
    }),
    { numRuns: runs(60) },
  );
});

test("written night after night, no date of a series has two half-days, whatever is moved meanwhile", () => {
  const anyNights = anySeries.chain((series) =>
    fc.record({
      series: fc.constant(series),
      exceptions: anyExceptions(series, 20),
      closed: anyClosed,
      nights: fc.array(fc.nat(14), { minLength: 2, maxLength: 6 }),
    }),
  );
  fc.assert(
    fc.property(anyNights, ({ series, exceptions, closed, nights }) => {
      const written: string[] = [];
      let day = series.fromDate;
      for (const [night, later] of nights.entries()) {
        day = plusDays(day, later);
        const known = exceptions.filter((_, index) => index % 6 <= night);
        const wanted = occurrencesOf(series, day, plusDays(day, 93), closed, known);
        const standing = { dates: new Set(written), byHand: [] };
        const { toWrite } = missingOccurrences(wanted, standing, instantOf(`${day}T00:00:00Z`));
        written.push(...toWrite.map(({ originalDate }) => originalDate));
      }
      expect(new Set(written).size).toBe(written.length);
    }),
    { numRuns: runs(100) },
  );
});
