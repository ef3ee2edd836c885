/** @zones */
import fc from "fast-check";
import { parseWeek, weekOf, writeWeek } from "#lib/place/opening-hours.ts";
import { parseOpeningHours } from "#lib/server/place/parse-opening-hours.ts";
import { runs } from "#tests/support/property-runs.ts";

const written = (text: string): string | undefined => {
  const hours = parseOpeningHours(text);
  return hours.ok ? writeWeek(hours.value) : hours.refusal;
};

test.each([
  [
    "Mo-Fr 09:00-12:00,14:00-16:30; Tu 09:30-12:00,14:00-16:30",
    "Mo,We-Fr 09:00-12:00,14:00-16:30; Tu 09:30-12:00,14:00-16:30",
  ],
  ["Mo-Fr 10:00-12:30,13:30-17:00; We off", "Mo,Tu,Th,Fr 10:00-12:30,13:30-17:00"],
  ["Mo-Sa 09:00-12:00; Sa closed", "Mo-Fr 09:00-12:00"],
  ["Mo 08:00-12:00,14:00-14:00", "Mo 08:00-12:00"],
  ["Mo-Sa 09:00-12:00; Sa 11:00-11:00", "Mo-Fr 09:00-12:00"],
  ["Fr-Mo 09:00-10:00", "Mo,Fr-Su 09:00-10:00"],
  ["Mo-Fr 09:00-12:00, Sa 10:00-12:00", "Mo-Fr 09:00-12:00; Sa 10:00-12:00"],
  ["09:00-12:00", "Mo-Su 09:00-12:00"],
])("%s is parsed as %s", (text, week) => {
  expect(written(text)).toBe(week);
});

test.each([
  ["lundi 9h-12h", "Mo 09:00-12:00"],
  ["Lu-Ve 09:00-12:00", "Mo-Fr 09:00-12:00"],
  ["Mo-Fr 9-12", "Mo-Fr 09:00-12:00"],
  ["Mo-Fr 09.00–12.00", "Mo-Fr 09:00-12:00"],
  ["mo-fr 9:00-12:00;", "Mo-Fr 09:00-12:00"],
])("informal notation is understood: %s", (text, week) => {
  expect(written(text)).toBe(week);
});

test("« PH off » is kept; opening hours on public holidays are dropped", () => {
  expect(written("Mo-Fr 09:00-12:00; PH off")).toBe("Mo-Fr 09:00-12:00; PH off");
  expect(written("PH closed; Mo-Fr 09:00-12:00")).toBe("Mo-Fr 09:00-12:00; PH off");
  expect(written("Mo-Fr 09:00-12:00; PH 10:00-11:00")).toBe("Mo-Fr 09:00-12:00");
});

test.each([
  ["unreadable", "Fr 09:00-12:30-13:30"],
  ["unreadable", "Tu 00:00"],
  ["unreadable", "sur rendez-vous le matin"],
  ["unreadable", "Mo 09:00-12:00".repeat(60)],
  ["not-every-week", "week 1-53/2 Tu 09:00-12:00"],
  ["not-every-week", "Mo-Fr 09:00-12:00; Jul-Aug off"],
  ["not-every-week", "Mo-Fr 09:00-12:00; SH off"],
  ["not-every-week", "Tu[1] 09:00-12:00"],
  ["not-certain", 'Mo-Fr 09:00-12:00 "sur rendez-vous"'],
  ["not-certain", "Mo-Fr 09:00+"],
  ["at-night", "Mo 22:00-02:00"],
  ["at-night", "Mo-Fr 12:00-09:00"],
  ["no-hours", "Mo-Fr"],
  ["never-open", "Sa 11:00-11:00"],
  ["at-night", "24/7"],
  ["never-open", "Mo-Fr off"],
])("refused with %s: %s", (why, text) => {
  expect(parseOpeningHours(text)).toEqual({ ok: false, refusal: why });
});

const span = fc
  .tuple(fc.integer({ min: 1, max: 1438 }), fc.integer({ min: 1, max: 1439 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }));
const spans = fc.array(fc.tuple(fc.nat(6), span), { minLength: 1, maxLength: 12 });

test("the library parses every week as we write it, whatever the time zone of the process", () => {
  fc.assert(
    fc.property(spans, fc.boolean(), (some, closed) => {
      const week = weekOf(
        some.map(([weekday, one]) => ({ weekday, ...one })),
        closed ? "closed" : undefined,
      );
      expect(parseOpeningHours(writeWeek(week))).toEqual({ ok: true, value: week });
    }),
    { numRuns: runs(200) },
  );
});

test("what the library parses of any text is written and read again as the same week", () => {
  const words = fc
    .array(
      fc.constantFrom(
        "Mo",
        "Tu-Fr",
        "Sa,Su",
        "09:00-12:00",
        "14:00-14:00",
        "off",
        ";",
        ",",
        "PH",
        "lundi",
        "9h-12h",
        "13:30-18:00",
        "-",
        '"rdv"',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(" "));
  fc.assert(
    fc.property(fc.oneof(words, fc.string()), (text) => {
      const hours = parseOpeningHours(text);
      if (hours.ok) expect(parseWeek(writeWeek(hours.value))).toEqual(hours.value);
    }),
    { numRuns: runs(300) },
  );
});
