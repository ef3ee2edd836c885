/** @zones */
import { accessAt, weeklyHours } from "#lib/schedule/weekly-hours.ts";

const monday = {
  timeZone: "Europe/Paris",
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  everyWeeks: 1,
  walkIn: true,
  fromDate: "2026-09-01",
};
const TODAY = "2026-11-24";

test("the series that hold are shown in the order of the week, each once", () => {
  const friday = { ...monday, weekday: 5 };
  const afternoon = { ...monday, startMinute: 840, endMinute: 1020 };
  expect(
    weeklyHours([friday, afternoon, monday, { ...monday, fromDate: "2026-10-05" }], TODAY).map(
      ({ weekday, startMinute }) => [weekday, startMinute],
    ),
  ).toEqual([
    [1, 540],
    [1, 840],
    [5, 540],
  ]);
});

test("a series that ended yesterday is not shown, one that ends today still is", () => {
  expect(weeklyHours([{ ...monday, untilDate: "2026-11-23" }], TODAY)).toEqual([]);
  expect(weeklyHours([{ ...monday, untilDate: TODAY }], TODAY)).toHaveLength(1);
});

test("a series that begins within four weeks is shown, a later one not yet", () => {
  expect(weeklyHours([{ ...monday, fromDate: "2026-12-22" }], TODAY)).toHaveLength(1);
  expect(weeklyHours([{ ...monday, fromDate: "2026-12-23" }], TODAY)).toEqual([]);
});

test("where one of two series at the same hours lets people come without an appointment, the poster says so in whatever order they are read", () => {
  const byAppointment = { ...monday, walkIn: false };
  for (const series of [
    [monday, byAppointment],
    [byAppointment, monday],
  ])
    expect(weeklyHours(series, TODAY)).toMatchObject([{ weekday: 1, walkIn: true }]);
  expect(weeklyHours([byAppointment, byAppointment], TODAY)).toMatchObject([{ walkIn: false }]);
});

test("a series that has ended takes no walk-ins for the hours of another", () => {
  expect(
    weeklyHours(
      [
        { ...monday, walkIn: false },
        { ...monday, untilDate: "2026-11-23" },
      ],
      TODAY,
    ),
  ).toMatchObject([{ walkIn: false }]);
});

test("the first Monday of the month, and Mondays outside school holidays, are shown apart from every Monday", () => {
  const series = [monday, { ...monday, nthOfMonth: 1 as const }, { ...monday, inSchoolHolidays: false }];
  expect(weeklyHours(series, TODAY).map(({ nthOfMonth, inSchoolHolidays }) => [nthOfMonth, inSchoolHolidays])).toEqual(
    expect.arrayContaining([
      [undefined, undefined],
      [1, undefined],
      [undefined, false],
    ]),
  );
});

test("every second Monday is shown apart from every Monday", () => {
  const inTwo = { ...monday, everyWeeks: 2 };
  for (const series of [
    [monday, inTwo],
    [inTwo, monday],
  ])
    expect(weeklyHours(series, TODAY).map(({ everyWeeks }) => everyWeeks)).toEqual([1, 2]);
});

describe("when one needs an appointment at the hours of a series", () => {
  const of = (...windows: readonly { from: number; to: number; mode: string }[]) => accessAt(monday, windows);

  test("is never without windows, always where each asks for one, and otherwise what no other window covers", () => {
    expect(of()).toEqual({ walkIn: true });
    expect(of({ from: 0, to: 180, mode: "mixed" })).toEqual({ walkIn: true });
    expect(of({ from: 0, to: 180, mode: "appointment" })).toEqual({ walkIn: false });
    const first = { from: 0, to: 60, mode: "appointment" };
    expect(of({ from: 60, to: 180, mode: "walk-in" }, first)).toEqual({
      walkIn: true,
      byAppointment: [{ from: 540, to: 600 }],
    });
    expect(of(first, { from: 60, to: 120, mode: "walk-in" }, { from: 120, to: 180, mode: "appointment" })).toEqual({
      walkIn: true,
      byAppointment: [
        { from: 540, to: 600 },
        { from: 660, to: 720 },
      ],
    });
  });

  test("is the shortest of two series at the same hours, in whatever order they are read", () => {
    const hour = { ...monday, byAppointment: [{ from: 540, to: 600 }] };
    const half = { ...monday, byAppointment: [{ from: 540, to: 570 }] };
    for (const series of [
      [hour, half],
      [half, hour],
      [{ ...monday, walkIn: false }, half],
    ])
      expect(weeklyHours(series, TODAY)).toMatchObject([{ walkIn: true, byAppointment: half.byAppointment }]);
    expect(weeklyHours([hour, monday], TODAY)[0]).not.toHaveProperty("byAppointment");
  });
});
