/** @zones */
import { phoneHoursOf } from "#lib/place/phone-hours.ts";

test("a rule for Monday to Friday, mornings and afternoons, gives two spans", () => {
  expect(phoneHoursOf("Mo-Fr 08:30-12:00,14:00-17:00")).toEqual({
    days: { first: 1, last: 5 },
    spans: [
      { from: 510, to: 720 },
      { from: 840, to: 1020 },
    ],
  });
});

test("a single day is both the first and the last day", () => {
  expect(phoneHoursOf("Sa 9:00-12:00")).toEqual({ days: { first: 6, last: 6 }, spans: [{ from: 540, to: 720 }] });
});

test("hours without days have no days", () => {
  expect(phoneHoursOf("09:00-17:00")).toEqual({ spans: [{ from: 540, to: 1020 }] });
});

test.each(["de 9 h à 17 h", "Mo-Fr", "Mo-Fr 09:00-12:00; Sa 10:00-12:00", ""])("« %s » is not read", (written) => {
  expect(phoneHoursOf(written)).toBeUndefined();
});
