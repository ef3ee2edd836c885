import { sayLanguage, sayLanguages } from "#lib/place/say-languages.ts";

test("the languages of a team are said in the reader's own, French left out", () => {
  expect(sayLanguages(["fr", "ar", "tr"], "fr")).toBe("arabe et turc");
  expect(sayLanguages(["fr", "ar", "tr"], "tr")).toBe("Arapça ve Türkçe");
  expect(sayLanguages(["fr", "ar", "tr"], "en")).toBe("Arabic and Turkish");
});

test("a team that speaks French alone has nothing more to say", () => {
  expect(sayLanguages(["fr"], "fr")).toBe("");
  expect(sayLanguages([], "fr")).toBe("");
});

test("a code that no language has is passed over in a sentence, and shown as it is in a choice", () => {
  expect(sayLanguages(["ar", "not a code", "zzz"], "fr")).toBe("arabe");
  expect(sayLanguage("not a code", "fr")).toBe("not a code");
  expect(sayLanguage("uk", "fr")).toBe("ukrainien");
});
