import { holdsPersonalNumber } from "#lib/access/personal-number.ts";

test("a social security number is seen with its key, without it, and however it is spaced", () => {
  for (const text of ["185057800608491", "1 85 05 78 006 084 91", "1850578006084", "Fatima 1.85.05.78.006.084.91", "n° 1850578006084/91", "2 85 05 2A 006 084 82"]) {
    expect([text, holdsPersonalNumber(text)]).toEqual([text, true]);
  }
});

test("fifteen digits whose key is wrong are not one", () => {
  expect(holdsPersonalNumber("185057800608437")).toBe(false);
});

test("a CAF file number is seen: seven digits and a letter", () => {
  for (const text of ["1234567A", "1234567 k", "Mme Kaya, 0123456-B"]) expect([text, holdsPersonalNumber(text)]).toEqual([text, true]);
});

test("names, ages and telephone numbers pass", () => {
  for (const text of ["Fatima", "Jean-Marc 2", "06 12 34 56 78", "+33 6 12 34 56 78", "née en 1985", "Anna B", "12 rue A", "1234567", "1234567 Anna"]) {
    expect([text, holdsPersonalNumber(text)]).toEqual([text, false]);
  }
});

test("digits written wide or in another alphabet's width are read as digits", () => {
  expect(holdsPersonalNumber("１２３４５６７Ａ")).toBe(true);
});
