import { fireEvent, render, screen } from "@testing-library/react";
import { PathnameContext, SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { LanguageLinks } from "#components/site/language-links.tsx";

/** On the Arabic page of a booking. */
const links = (form?: string) =>
  render(
    <PathnameContext.Provider value="/ar/permanences/p/rendez-vous">
      <SearchParamsContext.Provider value={new URLSearchParams("demarche=caf-rsa&heure=x")}>
        <LanguageLinks label="Langues" current="ar" />
        {form !== undefined && <form data-other-language={form} />}
      </SearchParamsContext.Provider>
    </PathnameContext.Provider>,
  );
const sent: string[] = [];
beforeEach(() => {
  sent.length = 0;
  HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
    sent.push(this.getAttribute("action") ?? "");
  };
});

test("each language is a plain link to the same page, with what was chosen on it", () => {
  links();
  expect(screen.getByRole("link", { name: /Français/u }).getAttribute("href")).toBe(
    "/permanences/p/rendez-vous?demarche=caf-rsa&heure=x",
  );
  expect(fireEvent.click(screen.getByRole("link", { name: /Türkçe/u }))).toBe(true);
  expect(sent).toEqual([]);
});

test("a form that was begun goes along to the other language, as it is typed", () => {
  links("/permanences/p/rendez-vous/langue");
  expect(fireEvent.click(screen.getByRole("link", { name: /Türkçe/u }))).toBe(false);
  expect(fireEvent.click(screen.getByRole("link", { name: /Français/u }))).toBe(false);
  expect(sent).toEqual(["/tr/permanences/p/rendez-vous/langue", "/permanences/p/rendez-vous/langue"]);
});
