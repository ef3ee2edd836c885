import { preferredLanguage } from "#lib/wire/api/accept-language.ts";

const OURS = ["fr", "ar", "tr", "en"] as const;

test.each([
  ["tr", "tr"],
  ["en-GB,en;q=0.9", "en"],
  ["de, en;q=0.8, tr;q=0.9", "tr"],
  ["AR-dz", "ar"],
  ["en, tr", "en"],
  ["tr;q=0.4, en;q=0.4", "tr"],
  ["en;q=0, tr;q=0.1", "tr"],
])("Accept-Language « %s » chooses %s", (header, language) => expect(preferredLanguage(header, OURS)).toBe(language));

test.each([null, "", "*", "de-DE, pl", ";;;q=", "en;q=abc", "en;q=0", `${"x,".repeat(1_000)}`])(
  "Accept-Language without one of our languages (%s) chooses French",
  (header) => expect(preferredLanguage(header, OURS)).toBe("fr"),
);
