import { screen } from "@testing-library/react";
import { RequestSent } from "#components/calendar/request-sent.tsx";
import { ShareAbout } from "#components/calendar/share-about.tsx";
import { ShareHeading } from "#components/calendar/share-heading.tsx";
import { shown } from "./shown.tsx";

test("the title of a shared calendar names who gives it, as residents know them", () => {
  shown(
    <ShareHeading
      name="CAF"
      service="Aide numérique Rennes"
      giver="Ville de Rennes"
      level="open-hours"
      monday="2026-11-23"
      updated="8 h 00"
    />,
  );
  const title = screen.getByRole("heading", { level: 1 }).textContent.replaceAll("\u00a0", " ");
  expect(title).toBe("Agenda partagé : Aide numérique Rennes – CAF");
});

test("a reader who knows nothing of the service reads what a permanence is", () => {
  expect(shown(<ShareAbout topics={[]} />).text).toBe(
    "Une permanence : une demi-journée d’aide gratuite pour les démarches sur internet.",
  );
  expect(screen.queryByRole("link")).toBeNull();
});

test("a share that is limited to topics says which, by the names of its operator", () => {
  const topics = [{ key: "impots" }, { key: "rsa", texts: { fr: { name: "RSA" } } }];
  expect(shown(<ShareAbout topics={topics} />).text).toContain("les permanences pour : Impôts · RSA.");
});

test("where there is more to see, a line leads to the page on which its operator is asked", () => {
  expect(shown(<ShareAbout topics={[]} ask="/chez/rennes/agenda/demander" />).text).toContain("Pour en voir plus");
  expect(screen.getByRole("link", { name: /demander/u }).getAttribute("href")).toBe("/chez/rennes/agenda/demander");
});

test.each([
  ["/chez/rennes", "/chez/rennes"],
  [undefined, "/"],
])("after a request the page names who was asked, and leads to their home page: %s", (at, home) => {
  const operator = { service: "Aide numérique Rennes", ...(at !== undefined && { at }) };
  expect(shown(<RequestSent operator={operator} days={90} />).text).toMatch(
    /^Votre demande à Aide numérique Rennes est enregistrée\..*90 jours/u,
  );
  expect(screen.getByRole("link", { name: /Aide numérique Rennes/u }).getAttribute("href")).toBe(home);
});
