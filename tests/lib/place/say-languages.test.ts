import { sayLanguage, sayLanguages } from "#lib/place/say-languages.ts";

test("languages are named in the language of the reader, without French", () => {
  expect(sayLanguages(["fr", "ar", "tr"], "fr")).toBe("arabe et turc");
  expect(sayLanguages(["fr", "ar", "tr"], "tr")).toBe("Arapça ve Türkçe");
  expect(sayLanguages(["fr", "ar", "tr"], "en")).toBe("Arabic and Turkish");
});

test("a team that speaks only French gives an empty text", () => {
  expect(sayLanguages(["fr"], "fr")).toBe("");
  expect(sayLanguages([], "fr")).toBe("");
});

test("an unknown code is left out of a list, and shown as it is alone", () => {
  expect(sayLanguages(["ar", "not a code", "zzz"], "fr")).toBe("arabe");
  expect(sayLanguage("not a code", "fr")).toBe("not a code");
  expect(sayLanguage("uk", "fr")).toBe("ukrainien");
});
