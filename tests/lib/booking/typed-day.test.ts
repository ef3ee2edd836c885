import { typedDay } from "#lib/booking/typed-day.ts";

const TODAY = "2026-11-28";

test.each([
  ["2026-12-03", "2026-12-03"],
  ["03/12/2026", "2026-12-03"],
  [" 3.12.2026 ", "2026-12-03"],
  ["٠٣/١٢/٢٠٢٦", "2026-12-03"],
  ["3-12", "2026-12-03"],
  ["29/10", "2026-10-29"],
  ["27/10", "2027-10-27"],
  ["03/01", "2027-01-03"],
  ["29/02/2028", "2028-02-29"],
])("« %s » is the day %s", (written, day) => {
  expect(typedDay(written, TODAY)).toBe(day);
});

test.each(["", "jeudi", "31/11/2026", "29/02/2027", "29/02", "2026-13-01", "00/12", "3/12/26", "2026-12-03T10:00"])(
  "« %s » is no day",
  (written) => {
    expect(typedDay(written, TODAY)).toBeUndefined();
  },
);
