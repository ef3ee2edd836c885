import { plainWords } from "#lib/place/plain-words.ts";
import { searchWords } from "#lib/place/search-words.ts";

const words = (text: string): string => searchWords(text).join(" ");

test("capitals, accents, hyphens and apostrophes make no difference", () => {
  expect(words("CHÂTENOIS")).toBe("chatenois");
  expect(words("L’Île-d’Yeu, médiathèque")).toBe("ile yeu mediatheque");
  expect(words("Œuvre Straße")).toBe("oeuvre strasse");
});

test("« St » and « Ste » are Saint and Sainte", () => {
  expect(words("St-Denis")).toBe("saint denis");
  expect(words("STE. MARIE")).toBe("sainte marie");
  expect(plainWords("St Louis, Stosswihr")).toEqual(["saint", "louis", "stosswihr"]);
});

test("a postal code may be written in two parts, or in Arabic or Persian digits", () => {
  expect(words("67 500 Haguenau")).toBe("67500 haguenau");
  expect(words("٦٧٥٠٠")).toBe("67500");
  expect(words("۶۷۵۰۰")).toBe("67500");
});

test("an arrondissement is its commune with its postal code", () => {
  expect(words("Paris 10e")).toBe("paris 75010");
  expect(words("mairie du PARIS 1er arrondissement")).toBe("mairie paris 75001");
  expect(words("Lyon 3ème")).toBe("lyon 69003");
  expect(words("Lyon 12")).toBe("lyon 12");
  expect(words("Marseille 13008")).toBe("marseille 13008");
});

test("CEDEX and its number, articles and small words decide nothing; alone they are looked for", () => {
  expect(words("Strasbourg Cedex 2")).toBe("strasbourg");
  expect(words("la mairie de la ville")).toBe("mairie ville");
  expect(words("Le Mans")).toBe("mans");
  expect(words("les")).toBe("les");
});

test("at most six words are looked for, each once", () => {
  expect(words("un deux trois quatre cinq six sept")).toBe("un deux trois quatre cinq six");
  expect(words("Paris paris PARIS")).toBe("paris");
});

test("of a word its first sixty letters are looked for", () => {
  expect(words(`mairie ${"x".repeat(2_700)}`)).toBe(`mairie ${"x".repeat(60)}`);
});

test("a text without Latin letters or digits has no word", () => {
  expect(searchWords("ستراسبورغ")).toEqual([]);
  expect(searchWords(" !? ")).toEqual([]);
});
