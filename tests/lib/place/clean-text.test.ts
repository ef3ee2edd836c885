import fc from "fast-check";
import { cleanText, withTypographicApostrophes } from "#lib/place/clean-text.ts";

test("outer and repeated spaces are removed; line ends and tabs count as spaces", () => {
  expect(cleanText("  Mairie \t du\u00a0 Neuhof\n")).toBe("Mairie du Neuhof");
});

test("invisible characters are removed: NUL, direction marks, unpaired surrogates", () => {
  expect(cleanText("Mai\u0000rie\u202e du\u200b Neuhof\ud800")).toBe("Mai rie du Neuhof");
});

test("a combining accent is composed with its letter", () => {
  expect(cleanText("Se\u0301lestat")).toBe("Sélestat");
});

test("a number becomes its digits", () => {
  expect(cleanText(67000)).toBe("67000");
  expect(cleanText(Number.NaN)).toBeUndefined();
});

test("any other value gives undefined", () => {
  for (const nothing of ["", "   ", "\u0000", null, undefined, true, {}, ["Mairie"]])
    expect(cleanText(nothing)).toBeUndefined();
});

test("for any text, cleaning twice gives the same as once, and the result is valid UTF-16", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = cleanText(text);
      expect(once === undefined ? undefined : cleanText(once)).toBe(once);
      expect(once?.isWellFormed() ?? true).toBe(true);
    }),
  );
});

test("an apostrophe between letters becomes typographic; quotation marks and primes stay", () => {
  expect(withTypographicApostrophes("Maison d'accueil de l`Orme")).toBe("Maison d’accueil de l’Orme");
  expect(withTypographicApostrophes("le 'Chalet' 4' ")).toBe("le 'Chalet' 4' ");
});
