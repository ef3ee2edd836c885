import fc from "fast-check";
import { cleanText, withTypographicApostrophes } from "#lib/place/clean-text.ts";

test("spaces around and doubled ones go, line ends and tabs are spaces", () => {
  expect(cleanText("  Mairie \t du\u00a0 Neuhof\n")).toBe("Mairie du Neuhof");
});

test("what nobody sees goes: NUL, marks of direction, halves of pairs", () => {
  expect(cleanText("Mai\u0000rie\u202e du\u200b Neuhof\ud800")).toBe("Mai rie du Neuhof");
});

test("an accent typed apart is one letter with its own", () => {
  expect(cleanText("Se\u0301lestat")).toBe("Sélestat");
});

test("a number is read as its digits", () => {
  expect(cleanText(67000)).toBe("67000");
  expect(cleanText(Number.NaN)).toBeUndefined();
});

test("nothing is left of what is no text", () => {
  for (const nothing of ["", "   ", "\u0000", null, undefined, true, {}, ["Mairie"]])
    expect(cleanText(nothing)).toBeUndefined();
});

test("any text at all: tidy once is tidy for good, and can be written in UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = cleanText(text);
      expect(once === undefined ? undefined : cleanText(once)).toBe(once);
      expect(once?.isWellFormed() ?? true).toBe(true);
    }),
  );
});

test("an apostrophe between letters is the one of print, a foot or a quotation stays", () => {
  expect(withTypographicApostrophes("Maison d'accueil de l`Orme")).toBe("Maison d’accueil de l’Orme");
  expect(withTypographicApostrophes("le 'Chalet' 4' ")).toBe("le 'Chalet' 4' ");
});
