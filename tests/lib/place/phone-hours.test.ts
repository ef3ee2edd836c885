/** @zones */
import { phoneHoursOf } from "#lib/place/phone-hours.ts";

const MORNING = { from: 540, to: 720 };

test("a rule for Monday to Friday, mornings and afternoons, gives two spans", () => {
  expect(phoneHoursOf("Mo-Fr 08:30-12:00,14:00-17:00")).toEqual({
    rules: [
      {
        days: [{ first: 0, last: 4 }],
        spans: [
          { from: 510, to: 720 },
          { from: 840, to: 1020 },
        ],
      },
    ],
  });
});

test("a single day is both the first and the last day", () => {
  expect(phoneHoursOf("Sa 9:00-12:00")).toEqual({ rules: [{ days: [{ first: 5, last: 5 }], spans: [MORNING] }] });
});

test("days with other hours are a rule of their own, and public holidays are said", () => {
  expect(phoneHoursOf("Mo,Tu,Th 09:00-12:00; Sa 10:00-12:00; PH off")).toEqual({
    rules: [
      { days: [0, 1, 3].map((day) => ({ first: day, last: day })), spans: [MORNING] },
      { days: [{ first: 5, last: 5 }], spans: [{ from: 600, to: 720 }] },
    ],
    holidays: "closed",
  });
});

test("hours without days have no days", () => {
  expect(phoneHoursOf("09:00-17:00")).toEqual({ anyDay: [{ from: 540, to: 1020 }] });
});

test.each(["de 9 h à 17 h", "Mo-Fr", "Mo-Fr off", ""])("« %s » is not read", (written) => {
  expect(phoneHoursOf(written)).toBeUndefined();
});
