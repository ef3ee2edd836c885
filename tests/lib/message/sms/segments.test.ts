import { segmentsOf } from "#lib/message/sms/segments.ts";

const gsm7 = (segments: number) => ({ encoding: "GSM-7", segments });
const ucs2 = (segments: number) => ({ encoding: "UCS-2", segments });

test("in GSM-7 one segment has 160 letters, of several each has 153", () => {
  expect(segmentsOf("é".repeat(160))).toEqual(gsm7(1));
  expect(segmentsOf("é".repeat(161))).toEqual(gsm7(2));
  expect(segmentsOf("é".repeat(306))).toEqual(gsm7(2));
  expect(segmentsOf("é".repeat(307))).toEqual(gsm7(3));
});

test("in UCS-2 one segment has 70 letters, of several each has 67", () => {
  expect(segmentsOf("م".repeat(70))).toEqual(ucs2(1));
  expect(segmentsOf("م".repeat(71))).toEqual(ucs2(2));
  expect(segmentsOf("م".repeat(134))).toEqual(ucs2(2));
  expect(segmentsOf("م".repeat(135))).toEqual(ucs2(3));
});

test.each(["’", "\u00a0", "\u2011", "ê", "ç", "ş", "ı", "ğ"])("one %j makes a text of GSM-7 one of UCS-2", (letter) => {
  expect(segmentsOf(`${"a".repeat(69)}${letter}`)).toEqual(ucs2(1));
  expect(segmentsOf(`${"a".repeat(70)}${letter}`)).toEqual(ucs2(2));
});

test.each([..."€[]{}|^~\\"])("%j counts twice, and is not cut between two segments", (letter) => {
  expect(segmentsOf(letter.repeat(80))).toEqual(gsm7(1));
  expect(segmentsOf(letter.repeat(81))).toEqual(gsm7(2));
  // The letter would lie on the 153rd and 154th place: it goes to the second segment, which has room for 151 more.
  expect(segmentsOf(`${"a".repeat(152)}${letter}${"a".repeat(151)}`)).toEqual(gsm7(2));
  expect(segmentsOf(`${"a".repeat(152)}${letter}${"a".repeat(152)}`)).toEqual(gsm7(3));
});

test("a new line counts once", () => {
  expect(segmentsOf(`${"a".repeat(158)}\na`)).toEqual(gsm7(1));
  expect(segmentsOf(`${"a".repeat(159)}\na`)).toEqual(gsm7(2));
});
