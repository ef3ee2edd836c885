import { cleanup, screen } from "@testing-library/react";
import { PublicLinks } from "#components/staff/place/public-links.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

afterEach(cleanup);

const href = (name: string) => screen.getByRole("link", { name }).getAttribute("href");

test("from a page of the team one goes to the sheet for the door of a place, and to the page that residents read", () => {
  inLocale("fr", <PublicLinks slug="neuhof" />);
  expect(href("La feuille pour la porte")).toBe("/lieux/neuhof/avis");
  expect(href("La page que lisent les habitants")).toBe("/lieux/neuhof");
  expect(href("Les cartes à donner à la porte")).toBe("/lieux/neuhof/cartes");
});

test("the sheet of a closure begins with its first day", () => {
  inLocale("fr", <PublicLinks slug="neuhof" from="2026-12-01" />);
  expect(href("La feuille pour la porte")).toBe("/lieux/neuhof/avis?jour=2026-12-01");
});
