import fc from "fast-check";
import { cityName } from "#lib/place/city-name.ts";

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
])("the article of %s stays apart: %s", (typed, written) => {
  expect(cityName(typed)).toBe(written);
});

test("CEDEX is a word of the post, not of the city", () => {
  expect(cityName("NANCY CEDEX")).toBe("Nancy");
  expect(cityName("Strasbourg Cedex 9")).toBe("Strasbourg");
});

test("a district keeps its number apart", () => {
  expect(cityName("MARSEILLE 11")).toBe("Marseille 11");
  expect(cityName("paris 8e")).toBe("Paris 8e");
});

test("what is no name of a city stays as it was written", () => {
  expect(cityName("Strasbourg / Kehl")).toBe("Strasbourg / Kehl");
  expect(cityName("67000")).toBe("67000");
});

test("any text: written right once is right for good", () => {
  const words = fc.array(fc.constantFrom("SAINT", "st", "LES", "la", "l'eau", "D'ASCQ", "sur", "Mer", "à", "a", "-", "CEDEX", "8", "Y", "É"), { maxLength: 6 });
  const typed = fc.tuple(words, fc.constantFrom(" ", "-", "  ")).map(([parts, sign]) => parts.join(sign));
  fc.assert(fc.property(fc.oneof(typed, fc.string()), (text) => expect(cityName(cityName(text))).toBe(cityName(text))), { numRuns: 500 });
});
