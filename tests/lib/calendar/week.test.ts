/** @zones */
import { mondayOf, partOfDay, requestedWeek, weekOf } from "#lib/calendar/week.ts";
import { plusDays } from "#lib/time/zone.ts";
import { at, halfDay, ZONE } from "./half-days.ts";

const on = (localDate: string, from = "9:00", to = "12:00") =>
  halfDay({ id: `${localDate} ${from}`, localDate, span: { start: at(from, localDate), end: at(to, localDate) } });

test.each(["2026-11-23", "2026-11-25", "2026-11-29"])("%s belongs to the week of Monday 23 November", (day) => {
  expect(mondayOf(day)).toBe("2026-11-23");
});

test("a week may begin in another month or year", () => {
  expect(mondayOf("2027-01-01")).toBe("2026-12-28");
});

test("an address may ask for a week by any of its days, and gets this week when it asks for nonsense", () => {
  const now = at("10:00");
  expect(requestedWeek("2026-12-03", ZONE, now)).toBe("2026-11-30");
  for (const nonsense of [undefined, "", "demain", "2026-02-31", "2026-13-01", "9999-01-01", "2026-12-03T10:00"])
    expect(requestedWeek(nonsense, ZONE, now)).toBe("2026-11-23");
});

test("this week is the place's week: at half past midnight on Monday it is the new one", () => {
  expect(requestedWeek(undefined, ZONE, at("0:30", "2026-11-30"))).toBe("2026-11-30");
  expect(requestedWeek(undefined, ZONE, at("23:30", "2026-11-29"))).toBe("2026-11-23");
});

test("what begins before noon is in the morning, from noon on in the afternoon, in summer as in winter", () => {
  for (const day of ["2026-11-23", "2027-07-05"]) {
    expect(partOfDay(at("11:45", day), ZONE)).toBe("morning");
    expect(partOfDay(at("12:00", day), ZONE)).toBe("afternoon");
  }
});

test("each half-day stands under its day and half, earliest first", () => {
  const [monday] = weekOf("2026-11-23", [
    on("2026-11-23", "14:00", "17:00"),
    on("2026-11-23", "10:00"),
    on("2026-11-23", "9:00"),
    on("2026-11-30"),
  ]);
  expect(monday?.morning.map(({ id }) => id)).toEqual(["2026-11-23 9:00", "2026-11-23 10:00"]);
  expect(monday?.afternoon.map(({ id }) => id)).toEqual(["2026-11-23 14:00"]);
});

test("working days are shown even when nothing is held, the week-end only when something is", () => {
  expect(weekOf("2026-11-23", []).map(({ date }) => date)).toEqual(
    [0, 1, 2, 3, 4].map((days) => plusDays("2026-11-23", days)),
  );
  expect(weekOf("2026-11-23", [on("2026-11-28")]).map(({ date }) => date)).toContain("2026-11-28");
  expect(weekOf("2026-11-23", [on("2026-11-28")]).map(({ date }) => date)).not.toContain("2026-11-29");
});
