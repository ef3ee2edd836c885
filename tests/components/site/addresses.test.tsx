/** @jest-environment node */
import { createNavigation } from "next-intl/navigation";
import { redirect } from "#i18n/navigation.ts";
import { getPathname, routing } from "#i18n/routing.ts";
import { otherLanguagesOf } from "#i18n/languages.ts";
import { posterCode } from "#app/[locale]/lieux/[place]/affiche/poster-code.ts";

const ADDRESSES = [
  "/",
  "/lieux",
  "/lieux/shadok",
  "/permanences/1/rendez-vous?demarche=caf-rsa&heure=9",
  "/?demarche=caf-rsa",
  "/suivi/a-b_C",
];

test.each(routing.locales.flatMap((locale) => ADDRESSES.map((href) => [locale, href] as const)))(
  "in %s, %s stands where the routing of the pages looks for it",
  (locale, href) => {
    expect(getPathname({ href, locale })).toBe(createNavigation(routing).getPathname({ href, locale }));
  },
);

test("French has no prefix, and a page in Arabic stays in Arabic", () => {
  expect([
    getPathname({ href: "/", locale: "fr" }),
    getPathname({ href: "/", locale: "ar" }),
    getPathname({ href: "/aide", locale: "ar" }),
  ]).toEqual(["/", "/ar", "/ar/aide"]);
});

test("a redirect keeps the language", () => {
  expect(() => redirect({ href: "/rendez-vous/inconnu", locale: "tr" })).toThrow(
    expect.objectContaining({ digest: expect.stringContaining("/tr/rendez-vous/inconnu") }),
  );
});

test("the code on a poster in Arabic opens Arabic pages: the door on the team's print, the place on anybody else's", () => {
  const inArabic = { slug: "neuhof", locale: "ar", site: "https://example.org" } as const;
  expect(posterCode({ ...inArabic, door: "/porte/neuhof/s3cret" })).toEqual({
    address: "https://example.org/ar/porte/neuhof/s3cret",
    door: true,
  });
  expect(posterCode({ ...inArabic, door: undefined })).toEqual({
    address: "https://example.org/ar/lieux/neuhof",
    door: false,
  });
  expect(posterCode({ ...inArabic, locale: "fr", door: "/porte/neuhof/s3cret" }).address).toBe(
    "https://example.org/porte/neuhof/s3cret",
  );
});

test("what hangs in a place says the other languages spoken there that we have, and not the page's again", () => {
  expect(otherLanguagesOf({ languages: ["fr", "de", "tr", "ar"] }, "fr")).toEqual(["ar", "tr"]);
  expect(otherLanguagesOf({ languages: ["fr", "de"] }, "ar")).toEqual(["fr"]);
});
