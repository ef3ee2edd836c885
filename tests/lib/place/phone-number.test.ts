import { phoneNumberOf, sayPhone } from "#lib/place/phone-number.ts";

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

test("a French number is understood however it is written", () => {
  for (const written of [
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "+33 6 12 34 56 78",
    "0033612345678",
    "+33 (0)6 12 34 56 78",
    "０６１２３４５６７８",
  ]) {
    expect([written, phoneNumberOf(written)]).toEqual([written, "+33612345678"]);
  }
});

test("a number from across the Rhine keeps its country", () => {
  expect(phoneNumberOf("+49 7851 123456")).toBe("+497851123456");
  expect(phoneNumberOf("0049 151 23456789")).toBe("+4915123456789");
});

test("what is no telephone number is none", () => {
  for (const written of [
    "",
    "06 12 34 56",
    "0012",
    "061234567890",
    "+33 012345678",
    "1850578006084",
    "chez ma voisine",
    "+1234567890123456",
  ]) {
    expect([written, phoneNumberOf(written)]).toEqual([written, undefined]);
  }
});

test("a number typed on an Arabic keyboard is the same number", () => {
  expect(phoneNumberOf("٠٦ ١٢ ٣٤ ٥٦ ٧٨")).toBe("+33612345678");
  expect(phoneNumberOf("۰۶۱۲۳۴۵۶۷۸")).toBe("+33612345678");
});
