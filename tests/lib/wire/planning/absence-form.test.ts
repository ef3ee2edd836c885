import { daysOfButton, readAbsenceForm } from "#lib/wire/planning/absence-form.ts";

/** A Tuesday. */
const TODAY = "2026-11-10";
const read = (fields: Readonly<Record<string, string>>) => readAbsenceForm(fields, TODAY);

test("a button says today, tomorrow, or from today to Sunday; on a Saturday and a Sunday it is the next week", () => {
  expect(daysOfButton("today", TODAY)).toEqual({ from: TODAY, until: TODAY, part: "day" });
  expect(daysOfButton("tomorrow", "2026-12-31")).toEqual({ from: "2027-01-01", until: "2027-01-01", part: "day" });
  expect(daysOfButton("week", TODAY)).toEqual({ from: TODAY, until: "2026-11-15", part: "day" });
  for (const day of ["2026-11-14", "2026-11-15"])
    expect(daysOfButton("week", day)).toEqual({ from: "2026-11-16", until: "2026-11-22", part: "day" });
});

test("a button may be a morning or an afternoon, of a single day", () => {
  expect(read({ when: "tomorrow", part: "morning" })).toEqual({
    ok: true,
    days: { from: "2026-11-11", until: "2026-11-11", part: "morning" },
  });
  expect(read({ when: "week", part: "afternoon" })).toEqual({ ok: false, refusals: { part: "part-of-one-day" } });
});

test("typed days are the first and the last, which is the first when it is empty", () => {
  expect(read({ when: "days", from: "2026-12-01", until: "2026-12-04", absence: "" })).toEqual({
    ok: true,
    days: { from: "2026-12-01", until: "2026-12-04", part: "day" },
  });
  expect(read({ when: "days", from: "2026-12-01", until: "", part: "afternoon", absence: "one" })).toEqual({
    ok: true,
    absence: "one",
    days: { from: "2026-12-01", until: "2026-12-01", part: "afternoon" },
  });
});

test.each([
  [{}, { from: "missing" }],
  [{ from: "demain" }, { from: "malformed", until: "malformed" }],
  [{ from: "2026-02-30" }, { from: "malformed", until: "malformed" }],
  [{ from: "2026-12-01", until: "31/12" }, { until: "malformed" }],
  [{ from: "2026-12-02", until: "2026-12-01" }, { until: "ends-before-it-begins" }],
  [{ from: "2026-12-01", part: "night" }, { part: "malformed" }],
  [{ from: "2026-12-01", until: "2026-12-02", part: "morning" }, { part: "part-of-one-day" }],
])("%j is refused beside its field", (fields: Record<string, string>, refusals) => {
  expect(read({ when: "days", ...fields })).toEqual({ ok: false, refusals });
});
