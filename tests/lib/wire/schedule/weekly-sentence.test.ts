import { readWeeklySentence } from "#lib/wire/schedule/weekly-sentence.ts";

const PLACE = "0190f9d0-0000-7000-8000-000000000005";
const wednesday = { weekday: "3", from: "14:00", to: "17:00", place: PLACE, desks: "1", way: "walk-in", until: "" };
/** What is wrong, as « field: code ». */
const wrong = (change: Readonly<Record<string, string>>): readonly string[] => {
  const read = readWeeklySentence({ ...wednesday, ...change });
  return read.ok ? [] : read.problems.map(({ path, code }) => `${path}: ${code}`);
};

test("« Chaque mercredi de 14:00 à 17:00, avec 1 table, sans rendez-vous » is a series without windows", () => {
  expect(readWeeklySentence(wednesday)).toEqual({
    ok: true,
    value: { weekday: 3, from: 840, to: 1020, place: PLACE, desks: 1 },
  });
});

test("« rendez-vous d’abord jusqu’à 15:00, puis sans » is two windows", () => {
  const read = readWeeklySentence({ ...wednesday, way: "appointment-first", until: "15:00" });
  expect(read.ok && read.value.windows).toEqual([
    { from: 840, to: 900, mode: "appointment" },
    { from: 900, to: 1020, mode: "walk-in" },
  ]);
});

test("without appointments, the hour at which they end does not count", () => {
  expect(wrong({ until: "no hour" })).toEqual([]);
});

test.each([
  [{ to: "13:00" }, ["to: reversed-span"]],
  [{ from: "" }, ["from: missing"]],
  [{ from: "midi", to: "" }, ["from: malformed", "to: missing"]],
  [{ weekday: "8" }, ["weekday: malformed"]],
  [{ weekday: "", desks: "" }, ["weekday: missing", "desks: missing"]],
  [{ desks: "0" }, ["desks: malformed"]],
  [{ desks: "21" }, ["desks: malformed"]],
  [{ desks: "une" }, ["desks: malformed"]],
  [{ place: "" }, ["place: missing"]],
])("%j is refused beside its field: %j", (change, expected) => {
  expect(wrong(change)).toEqual(expected);
});

test.each([
  ["", ["until: missing"]],
  ["13:00", ["until: until-outside"]],
  ["14:00", ["until: until-outside"]],
  ["17:00", ["until: until-outside"]],
  ["18:30", ["until: until-outside"]],
])("appointments until “%s” are refused beside that hour alone", (until, expected) => {
  expect(wrong({ way: "appointment-first", until })).toEqual(expected);
});

test("hours in the wrong order are said once, not beside the hour between them too", () => {
  expect(wrong({ way: "appointment-first", from: "17:00", to: "14:00", until: "15:00" })).toEqual([
    "to: reversed-span",
  ]);
});

test("a wrong start is said once, although a window begins with it", () => {
  expect(wrong({ way: "appointment-first", from: "", until: "15:00" })).toEqual(["from: missing"]);
});
