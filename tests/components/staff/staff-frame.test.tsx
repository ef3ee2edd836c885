import { screen, within, cleanup } from "@testing-library/react";
import { SECTIONS, type Section } from "#components/staff/sections.ts";
import { StaffFrame } from "#components/staff/staff-frame.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";
import { PublicLinks } from "#components/staff/place/public-links.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";

afterEach(cleanup);

/** The menu with these sections: the part that is folded for a narrow screen, and the one in a row for a wide one. */
function menuOf(sections: readonly Section[], reception = false) {
  shown(
    <StaffFrame name="Coordination" mark={null} languages={null} sections={sections} reception={reception}>
      <h1>Lieux</h1>
    </StaffFrame>,
  );
  const menu = screen.getByRole("navigation", { name: "Coordination" });
  const [narrow, wide] = [...menu.children] as HTMLElement[];
  const links = (part: HTMLElement | null | undefined): readonly (string | null)[] =>
    part
      ? within(part)
          .getAllByRole("link", { hidden: true })
          .map((link) => link.getAttribute("href"))
      : [];
  return { narrow, wide, links };
}

test("the sections stand folded for a narrow screen and in a row for a wide one, the same links in both", () => {
  const { narrow, wide, links } = menuOf(SECTIONS);
  expect(links(narrow)).toEqual(["/conseiller", ...SECTIONS.map(({ href }) => href)]);
  expect(links(wide)).toEqual(links(narrow));
  expect(narrow).toHaveProperty("open", false);
  expect(narrow?.tagName).toBe("DETAILS");
});

test("of many sections those that are not of every day are folded on a wide screen too, under a name", () => {
  const { wide, links } = menuOf(SECTIONS);
  const others = wide?.querySelector("details");
  expect(others?.open).toBe(false);
  expect(others?.querySelector("summary")?.textContent).toBe("Autres pages");
  expect(links(others)).toEqual(SECTIONS.filter(({ rare }) => rare).map(({ href }) => href));
  expect(links(others)).not.toContain("/coordination/planning");
});

test("where they fit in a row all of them are seen", () => {
  const few = SECTIONS.filter(({ at }) => at === "some-place");
  const { wide, links } = menuOf(few);
  expect(wide?.querySelector("details")).toBeNull();
  expect(links(wide)).toEqual(["/conseiller", ...few.map(({ href }) => href)]);
});

test("whoever may use the reception finds it beside the half-days, on every page of coordination", () => {
  const { narrow, wide, links } = menuOf(SECTIONS, true);
  expect(links(narrow).slice(0, 2)).toEqual(["/conseiller", "/accueil"]);
  expect(links(wide)).toEqual(links(narrow));
});

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
