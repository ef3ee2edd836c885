import { day, isDay, written } from "#lib/wire/bounds.ts";

test("a day exists and lies from 2000 to 2100: ten years after it are a day too", () => {
  for (const right of ["2000-01-01", "2026-02-28", "2028-02-29", "2100-12-31"])
    expect([right, isDay(right)]).toEqual([right, true]);
  for (const wrong of [
    "1999-12-31",
    "2101-01-01",
    "9999-12-31",
    "2026-02-29",
    "2026-13-01",
    "2026-1-1",
    " 2026-01-01",
    "",
  ])
    expect([wrong, day.safeParse(wrong).success]).toEqual([wrong, false]);
});

test("a text without a narrower bound has at most 8,192 characters, and is refused with the code of the form", () => {
  const text = written("missing", "malformed");
  expect(text.safeParse("x".repeat(8_192)).success).toBe(true);
  const codes = (typed: unknown) => text.safeParse(typed).error?.issues.map(({ message }) => message);
  expect([codes("x".repeat(8_193)), codes(undefined)]).toEqual([["malformed"], ["missing"]]);
});
