/** @jest-environment node */
import { createNavigation } from "next-intl/navigation";
import { getPathname, redirect } from "#app/i18n/navigation.ts";
import { routing } from "#app/i18n/routing.ts";

const ADDRESSES = ["/", "/lieux", "/lieux/shadok", "/permanences/1/rendez-vous?demarche=caf-rsa&heure=9", "/?demarche=caf-rsa", "/suivi/a-b_C"];

test.each(routing.locales.flatMap((locale) => ADDRESSES.map((href) => [locale, href] as const)))("in %s, %s stands where the routing of the pages looks for it", (locale, href) => {
  expect(getPathname({ href, locale })).toBe(createNavigation(routing).getPathname({ href, locale }));
});

test("French has no prefix, and a page in Arabic stays in Arabic", () => {
  expect([getPathname({ href: "/", locale: "fr" }), getPathname({ href: "/", locale: "ar" }), getPathname({ href: "/aide", locale: "ar" })]).toEqual(["/", "/ar", "/ar/aide"]);
});

test("whoever is led on keeps the language", () => {
  expect(() => redirect({ href: "/rendez-vous/inconnu", locale: "tr" })).toThrow(expect.objectContaining({ digest: expect.stringContaining("/tr/rendez-vous/inconnu") }));
});
