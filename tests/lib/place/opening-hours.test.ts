/** @zones */
import fc from "fast-check";
import { parseWeek, weekOf, writeWeek, type WeekHours } from "#lib/place/opening-hours.ts";

const h = (hour: number, minutes = 0): number => hour * 60 + minutes;
const morning = { from: h(9), to: h(12) };
const afternoon = { from: h(14), to: h(18) };
const on = (weekdays: readonly number[], ...spans: readonly { from: number; to: number }[]) =>
  weekdays.flatMap((weekday) => spans.map((span) => ({ weekday, ...span })));

test("days with the same hours are written together, three neighbours as a range", () => {
  expect(writeWeek(weekOf(on([0, 1, 2, 3, 4], morning, afternoon)))).toBe("Mo-Fr 09:00-12:00,14:00-18:00");
  expect(writeWeek(weekOf(on([1, 2], morning)))).toBe("Tu,We 09:00-12:00");
  expect(writeWeek(weekOf(on([0, 2, 3, 4, 6], morning)))).toBe("Mo,We-Fr,Su 09:00-12:00");
});

test("rules are written in the order of the week", () => {
  expect(writeWeek(weekOf([...on([1, 2, 3, 4], morning), ...on([0], afternoon)]))).toBe(
    "Mo 14:00-18:00; Tu-Fr 09:00-12:00",
  );
});

test("spans of a day that overlap or touch are merged", () => {
  expect(weekOf(on([1], { from: h(8), to: h(12) }, { from: h(8), to: h(17) })).days[1]).toEqual([
    { from: h(8), to: h(17) },
  ]);
  expect(weekOf(on([2], { from: h(10), to: h(13) }, { from: h(13), to: h(19) })).days[2]).toEqual([
    { from: h(10), to: h(19) },
  ]);
});

test("an empty span is ignored", () => {
  expect(writeWeek(weekOf(on([0], morning, { from: h(14), to: h(14) })))).toBe("Mo 09:00-12:00");
});

test("closing on public holidays is written as « PH off »", () => {
  const week = weekOf(on([0], morning), "closed");
  expect(writeWeek(week)).toBe("Mo 09:00-12:00; PH off");
  expect(parseWeek("Mo 09:00-12:00; PH off")).toEqual(week);
});

test("a week without opening hours is written as an empty text", () => {
  expect(writeWeek(weekOf([]))).toBe("");
  expect(writeWeek(weekOf([], "closed"))).toBe("");
});

test("a range of days may pass over Sunday, and a span may end at midnight", () => {
  expect(parseWeek("Sa-Mo 09:00-24:00")?.days.map((spans) => spans.length)).toEqual([1, 0, 0, 0, 0, 1, 1]);
  expect(parseWeek("Mo 09:00-24:00")?.days[0]).toEqual([{ from: h(9), to: h(24) }]);
});

test("a later rule for a day replaces an earlier one, as in OpenStreetMap", () => {
  expect(parseWeek("Mo-Fr 09:00-12:00,14:00-18:00; Tu,We 10:00-11:00; Fr off")).toEqual(
    weekOf([...on([0, 3], morning, afternoon), ...on([1, 2], { from: h(10), to: h(11) })]),
  );
});

test("any other text is not read, not even in part", () => {
  for (const text of [
    "",
    "lundi 9h-12h",
    "Tu 00:00",
    "Fr 09:00-12:30-13:30",
    "Mo 12:00-09:00",
    "Mo 09:00-25:00",
    "Mo",
    "PH 09:00-12:00",
    "Mo 9:00-12:00",
    "Mo-Fr 09:00-12:00; Jul off",
  ]) {
    expect(parseWeek(text)).toBeUndefined();
  }
});

const span = fc.tuple(fc.nat(1439), fc.nat(1440)).map(([from, to]) => ({ from, to }));
const anyWeek: fc.Arbitrary<WeekHours> = fc
  .tuple(fc.array(fc.tuple(fc.nat(6), span), { maxLength: 14 }), fc.boolean())
  .map(([spans, closed]) =>
    weekOf(
      spans.map(([weekday, one]) => ({ weekday, ...one })),
      closed ? "closed" : undefined,
    ),
  );

test("any week with opening hours is read back as it was written", () => {
  fc.assert(
    fc.property(anyWeek, (week) => {
      const text = writeWeek(week);
      fc.pre(text !== "");
      expect(parseWeek(text)).toEqual(week);
    }),
  );
});

test("in any week the spans of a day are in order and do not touch", () => {
  fc.assert(
    fc.property(anyWeek, ({ days }) => {
      expect(days).toHaveLength(7);
      for (const spans of days) {
        expect(spans.every(({ from, to }) => from < to)).toBe(true);
        expect(spans.every(({ to }, index) => to < (spans[index + 1]?.from ?? Number.POSITIVE_INFINITY))).toBe(true);
      }
    }),
  );
});

test("reading any text never throws", () => {
  fc.assert(fc.property(fc.string(), (text) => expect([7, undefined]).toContain(parseWeek(text)?.days.length)));
});
