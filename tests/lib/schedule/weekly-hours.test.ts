import { weeklyHours } from "#lib/schedule/weekly-hours.ts";

const monday = { timeZone: "Europe/Paris", weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1, walkIn: true, fromDate: "2026-09-01" };
const TODAY = "2026-11-24";

test("the rules that hold are told in the order of the week, each once", () => {
  const friday = { ...monday, weekday: 5 };
  const afternoon = { ...monday, startMinute: 840, endMinute: 1020 };
  expect(weeklyHours([friday, afternoon, monday, { ...monday, fromDate: "2026-10-05" }], TODAY).map(({ weekday, startMinute }) => [weekday, startMinute])).toEqual([[1, 540], [1, 840], [5, 540]]);
});

test("a rule that ended yesterday is not promised, one that ends today still is", () => {
  expect(weeklyHours([{ ...monday, untilDate: "2026-11-23" }], TODAY)).toEqual([]);
  expect(weeklyHours([{ ...monday, untilDate: TODAY }], TODAY)).toHaveLength(1);
});

test("a rule that begins within four weeks is told, a later one not yet", () => {
  expect(weeklyHours([{ ...monday, fromDate: "2026-12-22" }], TODAY)).toHaveLength(1);
  expect(weeklyHours([{ ...monday, fromDate: "2026-12-23" }], TODAY)).toEqual([]);
});

test("one Monday in two is another promise than every Monday", () => {
  expect(weeklyHours([monday, { ...monday, everyWeeks: 2 }], TODAY)).toHaveLength(2);
});
