import { cleanup, screen } from "@testing-library/react";
import { Telephone } from "#components/site/telephone.tsx";
import { HoursField } from "#components/staff/hours-field.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";
import { readIn } from "#tests/components/site/in-locale.tsx";

const field = (defaultValue: string, error?: string) => (
  <HoursField
    id="h"
    name="h"
    label="Quand on répond"
    example="Exemple : du lundi"
    defaultValue={defaultValue}
    error={error}
  />
);

test("beside hours stands what was understood of them, in words", () => {
  expect(shown(field("Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00; PH off")).text).toContain(
    "Compris : du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h et le samedi, de 10 h à 12 h, sauf les jours fériés.",
  );
  const hint = screen.getByLabelText("Quand on répond").getAttribute("aria-describedby") ?? "";
  expect(document.getElementById(hint)?.textContent).toContain("Compris");
});

test("hours typed in words are understood before they are kept", () => {
  expect(shown(field("lun-ven 9h-12h")).text).toContain("Compris : du lundi au vendredi, de 9 h à 12 h.");
});

test("an example stands beside an empty field; a refusal has its own, which stands alone", () => {
  expect(shown(field("")).text).toContain("Exemple : du lundi");
  cleanup();
  const { text } = shown(field("le matin", "Horaires pas compris."));
  expect(text).toContain("Horaires pas compris.");
  expect(text).not.toMatch(/Exemple : du lundi|Compris :/u);
});

test("residents read each rule of the hours of the telephone", () => {
  const said = (locale: "fr" | "en", phoneHours: string) =>
    readIn(locale, <Telephone operator={{ phone: "+33388000000", phoneHours }} />);
  expect(said("fr", "Mo-Fr 09:00-12:00")).toContain("On vous répond du lundi au vendredi, de 9 h à 12 h.");
  expect(said("fr", "We 09:00-12:00")).toContain("On vous répond le mercredi, de 9 h à 12 h.");
  expect(said("fr", "09:00-12:00")).toContain("On vous répond de 9 h à 12 h.");
  expect(said("en", "Mo,Tu,Th 09:00-12:00; PH off")).toMatch(
    /on Monday, on Tuesday,? and on Thursday.*except on public/u,
  );
});
