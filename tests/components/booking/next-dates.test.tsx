import { NextDates } from "#components/booking/next-dates.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { readIn } from "#tests/components/site/in-locale.tsx";

const at = (hour: string) => instantOf(`2026-12-04T${hour}:00+01:00`);

test("a half-day to go to instead says from when on one may come without an appointment, as the page of the place does", () => {
  const windows = [
    { span: { start: at("09:00"), end: at("10:00") }, mode: "appointment" as const },
    { span: { start: at("10:00"), end: at("12:00") }, mode: "walk-in" as const },
  ];
  const other = {
    permanence: "p",
    span: { start: at("09:00"), end: at("12:00") },
    timeZone: "Europe/Paris",
    place: { slug: "neuhof", name: "Mairie du Neuhof" },
    access: "mixed" as const,
    windows,
    free: 2,
  };
  const text = readIn("fr", <NextDates others={[other]} />);
  expect(text).toContain("De 9 h à 10 h : seulement avec rendez-vous");
  expect(text).toContain("Dès 10 h : sans rendez-vous");
  expect(text).not.toContain("Avec ou sans");
});
