/** @zones */
import { closuresFor } from "#lib/schedule/occurrences.ts";
import { instantOf } from "#lib/time/instant.ts";

const week = { start: instantOf("2026-12-21T00:00:00+01:00"), end: instantOf("2026-12-28T00:00:00+01:00") };
const works = { start: instantOf("2026-09-14T00:00:00+02:00"), end: instantOf("2026-09-15T00:00:00+02:00") };
const neuhof = { organisation: "city", place: "neuhof" };

test("a closure of the place closes every half-day there, whichever organisation entered it", () => {
  expect(
    closuresFor(neuhof, [
      { organisation: "city", place: "neuhof", span: works },
      { organisation: "caf", place: "neuhof", span: week },
    ]),
  ).toEqual([works, week]);
});

test("a closure of another place closes nothing here", () => {
  expect(closuresFor(neuhof, [{ organisation: "city", place: "meinau", span: works }])).toEqual([]);
});

test("the holidays of the organisation close its half-days everywhere, and nobody else's", () => {
  expect(closuresFor(neuhof, [{ organisation: "city", span: week }])).toEqual([week]);
  expect(closuresFor({ organisation: "caf", place: "neuhof" }, [{ organisation: "city", span: week }])).toEqual([]);
});
