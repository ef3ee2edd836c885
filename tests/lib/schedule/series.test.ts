import { seriesOf, type Series } from "#lib/schedule/series.ts";

const neuhof: Series = { timeZone: "Europe/Paris", weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1, fromDate: "2026-09-01" };

test("Mondays from 9 to 12 are a rule that can be kept", () => {
  expect(seriesOf(neuhof)).toEqual({ ok: true, value: neuhof });
});

test("nothing may start between 2 and 3 at night, when clocks change", () => {
  for (const startMinute of [120, 150, 179]) expect(seriesOf({ ...neuhof, startMinute })).toEqual({ ok: false, refusal: "starts-when-clocks-change" });
  for (const startMinute of [119, 180]) expect(seriesOf({ ...neuhof, startMinute })).toMatchObject({ ok: true });
});

test("a half-day that ends before it begins is refused, as is a rule that ends before its first day", () => {
  expect(seriesOf({ ...neuhof, endMinute: 540 })).toEqual({ ok: false, refusal: "reversed-span" });
  expect(seriesOf({ ...neuhof, endMinute: 1441 })).toEqual({ ok: false, refusal: "reversed-span" });
  expect(seriesOf({ ...neuhof, untilDate: "2026-08-31" })).toEqual({ ok: false, refusal: "reversed-span" });
  expect(seriesOf({ ...neuhof, untilDate: "2026-09-01" })).toMatchObject({ ok: true });
});

test("a week has seven days", () => {
  for (const weekday of [0, 8, 1.5]) expect(seriesOf({ ...neuhof, weekday })).toEqual({ ok: false, refusal: "no-such-weekday" });
});
