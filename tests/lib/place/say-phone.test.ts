import { sayPhone } from "#lib/place/say-phone.ts";

const said = (international: string) => sayPhone(international).replaceAll("\u00a0", " ");

test.each([
  ["an international number is read in pairs", "+33388436000", "03 88 43 60 00"],
  ["a number that was typed with spaces reads the same", "03 88 43 60 00", "03 88 43 60 00"],
  ["dots are no part of a number", "03.88.43.60.00", "03 88 43 60 00"],
  ["a German number keeps its country", "+49785199999", "+49785199999"],
  ["a short public number stays as it is", "3939", "3939"],
])("%s", (_, written, expected) => expect(said(written)).toBe(expected));

test("the pairs of a number never part at the end of a line", () => {
  expect(sayPhone("+33388436000")).not.toContain(" ");
});
