import { isInRhythm } from "#lib/schedule/dates-of-person.ts";

const MONDAYS = ["2027-03-15", "2027-03-22", "2027-03-29", "2027-04-05"];
const kept = (rhythm: Parameters<typeof isInRhythm>[2]) =>
  MONDAYS.filter((date) => isInRhythm(date, "2027-03-15", rhythm)).map((date) => date.slice(5));

test("a person is planned on each date, until a day that is one of them, or every second week from the first on", () => {
  expect(kept({})).toEqual(["03-15", "03-22", "03-29", "04-05"]);
  expect(kept({ until: "2027-03-29" })).toEqual(["03-15", "03-22", "03-29"]);
  expect(kept({ everyOther: true })).toEqual(["03-15", "03-29"]);
  expect(kept({ everyOther: true, until: "2027-03-28" })).toEqual(["03-15"]);
});

test("a date that was moved within its week is of that week", () => {
  expect(isInRhythm("2027-04-04", "2027-03-15", { everyOther: true })).toBe(true);
  expect(isInRhythm("2027-03-28", "2027-03-15", { everyOther: true })).toBe(false);
});
