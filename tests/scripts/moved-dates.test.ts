import { instantOf } from "#lib/time/instant.ts";
import { datesAsked } from "#tests/support/moved-dates.ts";

/** Half an hour after midnight in Paris. */
const NOW = instantOf("2026-12-01T23:30:00Z");
const datesOf = (...words: readonly string[]): readonly string[] =>
  datesAsked(words, NOW).dates.map(({ moment }) => new Date(moment).toISOString());

test("without a word every date is run: the next of each kind, whose night or midnight is still to come", () => {
  expect(datesOf()).toEqual([
    "2026-12-02T23:30:00.000Z",
    "2026-12-31T23:15:00.000Z",
    "2026-12-31T22:55:00.000Z",
    "2028-02-29T11:00:00.000Z",
    "2027-03-28T00:55:00.000Z",
    "2027-10-31T00:55:00.000Z",
    "2036-12-01T23:30:00.000Z",
  ]);
});

test("dates are asked for by name, as a day and as a moment; they are shown on the clocks of Paris", () => {
  const words = ["tomorrow", "2027-06-01", "2027-07-01T00:10Z"];
  expect(datesAsked(words, NOW).dates.map(({ date }) => date)).toEqual([
    "2026-12-03 00:30",
    "2027-06-01 12:00",
    "2027-07-01 02:10",
  ]);
});

test("layers and beginnings of paths narrow what is run; a layer without such a file is left out", () => {
  expect(datesAsked(["unit", "e2e"], NOW).runs.map(({ layer }) => layer)).toEqual(["unit", "e2e"]);
  expect(datesAsked(["tests/scripts/moved-dates"], NOW).runs).toEqual([
    { layer: "server", files: ["tests/scripts/moved-dates.test.ts"] },
  ]);
});

test.each([
  [
    "demain",
    /^demain is neither a date, nor a layer, nor a path\. Say a date \(2028-02-29\) or tomorrow, .*; unit, server, e2e; /u,
  ],
  ["tests/nowhere", /^No test file's path begins with tests\/nowhere\.$/u],
])("%s is refused with what can be said", (word, sentence) => {
  expect(() => datesOf(word)).toThrow(sentence);
});
