/** @zones */
import { phoneHoursOf } from "#lib/place/phone-hours.ts";

test("a telephone answered morning and afternoon has two spans, from Monday to Friday", () => {
  expect(phoneHoursOf("Mo-Fr 08:30-12:00,14:00-17:00")).toEqual({
    days: { first: 1, last: 5 },
    spans: [
      { from: 510, to: 720 },
      { from: 840, to: 1020 },
    ],
  });
});

test("one day alone begins and ends the week of answers", () => {
  expect(phoneHoursOf("Sa 9:00-12:00")).toEqual({ days: { first: 6, last: 6 }, spans: [{ from: 540, to: 720 }] });
});

test("hours without days are answered on any day", () => {
  expect(phoneHoursOf("09:00-17:00")).toEqual({ spans: [{ from: 540, to: 1020 }] });
});

test.each(["de 9 h à 17 h", "Mo-Fr", "Mo-Fr 09:00-12:00; Sa 10:00-12:00", ""])(
  "« %s » is left as it was written",
  (written) => {
    expect(phoneHoursOf(written)).toBeUndefined();
  },
);
