import { screen } from "@testing-library/react";
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

test.each([
  ["", undefined],
  ["le matin", "Écrivez par exemple…"],
])("without hours that can be read (« %s ») an example stands there", (typed, error) => {
  const { text } = shown(field(typed, error));
  expect(text).toContain("Exemple : du lundi");
  expect(text).not.toContain("Compris");
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
