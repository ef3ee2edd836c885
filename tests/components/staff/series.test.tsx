import { cleanup, screen } from "@testing-library/react";
import { HalfDayEffect } from "#components/staff/series/half-day-effect.tsx";
import { SeriesEffect } from "#components/staff/series/series-effect.tsx";
import { SeriesForm } from "#components/staff/series/series-form.tsx";
import { SayWays } from "#components/staff/series/say-ways.tsx";
import type { PeopleOfChange, SeriesEffect as Effect } from "#lib/booking/series-effect.ts";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const place = { id: "p", name: "Neuhof", timeZone: "Europe/Paris" };
const effect: Effect = {
  place,
  from: "2027-03-01",
  bookableLanes: 0,
  dates: [],
  halfDays: [],
  outsideHours: false,
  released: 0,
  version: "v",
};
const form = { action: "/enregistrer", typed: undefined, fields: {} };

describe("what a changed series does to those who are planned", () => {
  const said = (planned: PeopleOfChange) =>
    shown(<SeriesEffect effect={{ ...effect, planned }} {...form} back="/regles" poster="/affiche" kind="change" />)
      .text;

  test("counts each colleague once, with the dates, and names who cannot follow", () => {
    expect(said({ people: 1, dates: 22, leaving: [] })).toMatch(/1 collègue prévu, 22 dates\.(?!.*Pas libre)/u);
    cleanup();
    const text = said({
      people: 2,
      dates: 22,
      leaving: [
        { name: "Conseiller 1", dates: 3 },
        { name: "Conseiller 2", dates: 1 },
      ],
    });
    expect(text).toContain("Pas libre alors, donc plus prévu : Conseiller 1 (3 dates) et Conseiller 2 (1 date).");
  });

  test("says nothing of them where nobody is planned", () => {
    expect(said({ people: 0, dates: 0, leaving: [] })).not.toMatch(/collègue|libre/u);
  });
});

test("of one half-day that changes, who cannot come then is named, and who would stand beside the lanes is counted", () => {
  const said = (leaving: PeopleOfChange["leaving"], beside = 0) =>
    shown(
      <HalfDayEffect
        effect={{
          place,
          localDate: "2027-03-01",
          span: { start: instantOf("2027-03-01T09:00:00+01:00"), end: instantOf("2027-03-01T12:00:00+01:00") },
          publicHoliday: false,
          outsideHours: false,
          appointments: 2,
          beside,
          people: 1,
          planned: { people: 1, dates: 1, leaving },
          released: 0,
          version: "v",
        }}
        {...form}
      />,
    ).text;
  expect(said([])).toMatch(/1 collègue y est prévu\.(?!.*(?:Pas libre|en plus))/u);
  cleanup();
  expect(said([{ name: "Conseiller 1", dates: 1 }])).toContain("Pas libre alors, donc plus prévu : Conseiller 1.");
  cleanup();
  expect(said([], 1)).toContain("Moins de tables avec rendez-vous : 1 rendez-vous est reçu en plus, à son heure.");
});

test("the sentence of a series asks for its place where none is chosen yet, and says beside it when it was left", () => {
  const refused = { form: "regle", fields: { place: "" }, refusals: { place: "place-not-chosen" } };
  shown(
    <SeriesForm
      action="/voir"
      typed={refused}
      values={{ place: "" }}
      slug="ville"
      places={[place]}
      topics={[]}
      languages={[]}
      kind="new"
    />,
  );
  const list = screen.getByRole<HTMLSelectElement>("combobox", { name: "lieu" });
  expect([list.value, list.selectedOptions[0]?.textContent]).toEqual(["", "Choisir un lieu"]);
  expect(list.getAttribute("aria-describedby")).toContain(
    screen.getAllByText("Choisissez le lieu dans la liste.").find(({ id }) => id !== "")?.id,
  );
});

test("the list of series says how people come, with the hours of each way, as the panel of a half-day does", () => {
  const windows = [
    { from: 0, to: 60, mode: "appointment" },
    { from: 60, to: 180, mode: "walk-in" },
  ] as const;
  const { text } = shown(<SayWays series={{ startMinute: 540, windows }} />);
  expect(text).toMatch(/^9 h – 10 h .*sur rendez.vous, 10 h – 12 h .*sans rendez.vous$/iu);
  cleanup();
  expect(shown(<SayWays series={{ startMinute: 540, windows: [] }} />).text).toMatch(/^sans rendez.vous$/iu);
});

test("each day of the year on which a series is not held is named with why, also after the dates that are listed", () => {
  const span = { start: instantOf("2027-03-01T09:00:00+01:00"), end: instantOf("2027-03-01T12:00:00+01:00") };
  const dates = Array.from({ length: 14 }, (_, week) => {
    const localDate = new Date(Date.UTC(2027, 2, 1 + 7 * week)).toISOString().slice(0, 10);
    return { originalDate: localDate, localDate, span, ...(week === 13 && { notHeld: "closed" as const }) };
  });
  const { text } = shown(
    <SeriesEffect effect={{ ...effect, dates }} {...form} back="/regles" poster="/affiche" kind="new" />,
  );
  expect(text).toMatch(/13 permanences, 1 jour sans\..*lundi 31 mai ?fermé/u);
  expect(text).not.toContain("24 mai");
});
