import fc from "fast-check";
import { cityName } from "#lib/place/city-name.ts";
import { runs } from "#tests/support/property-runs.ts";

test.each([
  ["STRASBOURG", "Strasbourg"],
  ["strasbourg", "Strasbourg"],
  ["remiremont", "Remiremont"],
  ["VITRY-LE-FRANCOIS", "Vitry-le-Francois"],
  ["SÉLESTAT", "Sélestat"],
  ["Val-de-meuse", "Val-de-Meuse"],
  ["Châlons en Champagne", "Châlons-en-Champagne"],
  ["Vandoeuvre lès Nancy", "Vandoeuvre-lès-Nancy"],
  ["Vigneul sous Montmedy", "Vigneul-sous-Montmedy"],
  ["TOURS-SUR-MARNE", "Tours-sur-Marne"],
  ["NIEDERBRONN-LES-BAINS", "Niederbronn-les-Bains"],
  ["ST JULIEN LES VILLAS", "Saint-Julien-les-Villas"],
  ["STE. MENEHOULD", "Sainte-Menehould"],
  ["PONT A MOUSSON", "Pont-à-Mousson"],
])("%s is written %s", (typed, written) => {
  expect(cityName(typed)).toBe(written);
});

test.each([
  ["La Chapelle Saint Luc", "La Chapelle-Saint-Luc"],
  ["LE THILLOT", "Le Thillot"],
  ["LES ISLETTES", "Les Islettes"],
  ["L'HAY-LES-ROSES", "L’Hay-les-Roses"],
  ["VILLENEUVE D'ASCQ", "Villeneuve-d’Ascq"],
  ["LA VOGE LES BAINS", "La Voge-les-Bains"],
])("the initial article of %s is followed by a space, not a hyphen: %s", (typed, written) => {
  expect(cityName(typed)).toBe(written);
});

test("CEDEX is removed from the name", () => {
  expect(cityName("NANCY CEDEX")).toBe("Nancy");
  expect(cityName("Strasbourg Cedex 9")).toBe("Strasbourg");
});

test("the number of a district follows a space", () => {
  expect(cityName("MARSEILLE 11")).toBe("Marseille 11");
  expect(cityName("paris 8e")).toBe("Paris 8e");
});

test("a text that is not a city name is returned unchanged", () => {
  expect(cityName("Strasbourg / Kehl")).toBe("Strasbourg / Kehl");
  expect(cityName("67000")).toBe("67000");
});

test("odd characters are handled: points, several apostrophes, a letter whose capital form has two letters", () => {
  expect(cityName("ST.. DIE-CEDEX")).toBe("Saint-Die");
  expect(cityName("L'ILE D'YEU L'A'B")).toBe("L’Ile-d’Yeu-l’A’B");
  expect(cityName("\u00dfeta")).toBe("\u00dfeta");
  expect(cityName("...")).toBe("...");
});

test("for any text, applying the rules twice gives the same as once, and letters never all disappear", () => {
  const words = fc.array(
    fc.constantFrom(
      "SAINT",
      "st",
      "St.",
      "LES",
      "la",
      "l'eau",
      "D'ASCQ",
      "sur",
      "Mer",
      "\u00e0",
      "a",
      "-",
      ".",
      "'",
      "\u2019",
      "CEDEX",
      "8",
      "Y",
      "\u00c9",
      "\u00df",
    ),
    { maxLength: 6 },
  );
  const typed = fc.tuple(words, fc.constantFrom(" ", "-", "  ", "'")).map(([parts, sign]) => parts.join(sign));
  const signs = fc.string({ unit: fc.constantFrom("'", "a", "A", ".", " ", "-", "\u2019", "`", "\u00c9", "8") });
  fc.assert(
    fc.property(fc.oneof(typed, signs, fc.string()), (text) => {
      expect(cityName(cityName(text))).toBe(cityName(text));
      expect(/\p{L}/u.test(cityName(text))).toBe(/\p{L}/u.test(text));
    }),
    { numRuns: runs(2_000) },
  );
});
