import { screen } from "@testing-library/react";
import { ToldHalfDays } from "#components/staff/answer/told-half-days.tsx";
import { instantOf } from "#lib/time/instant.ts";
import type { ToldHalfDay } from "#lib/message/told-half-day.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const HALF_DAY: ToldHalfDay = {
  permanence: "a",
  place: "Mairie",
  address: "1 rue de la Ganzau, Strasbourg",
  localDate: "2027-03-01",
  timeZone: "Europe/Paris",
  span: { start: instantOf("2027-03-01T09:00:00+01:00"), end: instantOf("2027-03-01T12:00:00+01:00") },
  isTheirs: true,
};
const says = (...halfDays: ToldHalfDay[]) =>
  shown(<ToldHalfDays halfDays={halfDays} path="/reponse/k3v9q7m2x4ab" />).text;

test("what was told is one button to have seen, and each half-day can be refused without a reason", () => {
  says(HALF_DAY, { ...HALF_DAY, permanence: "b" });
  expect(screen.getAllByRole("button", { name: "Vu" })).toHaveLength(1);
  expect(screen.getAllByRole("radio", { name: "Je ne le dis pas", hidden: true })).toHaveLength(2);
});

test("what is no longer theirs is said first, and can be seen alone", () => {
  expect(says({ ...HALF_DAY, isTheirs: false })).toMatch(/Ce n’est plus pour vous\..*lundi 1er mars/u);
  expect(screen.queryByText("Je ne peux pas")).toBeNull();
});

test("whoever cannot come can say that they can after all", () => {
  says({ ...HALF_DAY, answer: "cannot" });
  expect(screen.getByRole("button", { name: "Finalement, je peux" })).not.toBeNull();
  expect(screen.queryByRole("button", { name: "Vu" })).toBeNull();
});
