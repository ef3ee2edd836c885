import { readRegisterNumber } from "#lib/place/register-number.ts";

test("a SIRET with a valid check digit is kept, without spaces", () => {
  expect(readRegisterNumber("77887070900038")).toEqual({ ok: true, value: "77887070900038" });
  expect(readRegisterNumber("778 870 709 00038")).toEqual({ ok: true, value: "77887070900038" });
});

test("establishments of La Poste are checked by their own rule", () => {
  for (const office of ["35600000066216", "35600000069420", "35600000014231", "35600000000048"])
    expect(readRegisterNumber(office)).toEqual({ ok: true, value: office });
});

test("an RNA number is kept, also one from overseas", () => {
  expect(readRegisterNumber("W751213817")).toEqual({ ok: true, value: "W751213817" });
  expect(readRegisterNumber("w9c1000123")).toEqual({ ok: true, value: "W9C1000123" });
});

test("zeros of any number are refused", () => {
  for (const zeros of ["00000000000000", "0", "000 000 000 00000"])
    expect(readRegisterNumber(zeros)).toEqual({ ok: false, refusal: "zeros" });
});

test("a text that has the form of no register number is refused", () => {
  for (const number of ["689330", "778870709", "7788707090003", "778870709000388", "W12", "MISSING", "7788707090003A"])
    expect(readRegisterNumber(number)).toEqual({ ok: false, refusal: "no-such-number" });
});

test("one wrong digit is noticed at every position", () => {
  const siret = "77887070900038";
  for (let index = 0; index < siret.length; index += 1) {
    const wrong = siret.slice(0, index) + String((Number(siret[index]) + 1) % 10) + siret.slice(index + 1);
    expect(readRegisterNumber(wrong)).toEqual({ ok: false, refusal: "wrong-check-digit" });
  }
});
