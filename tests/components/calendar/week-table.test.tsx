import { screen, within } from "@testing-library/react";
import { AddToCalendar } from "#components/calendar/add-to-calendar.tsx";
import { WeekLinks, WeekList, WeekTable } from "#components/calendar/week.tsx";
import { redact, type Seen } from "#lib/calendar/redact.ts";
import { weekOf } from "#lib/calendar/week.ts";
import { at, halfDay } from "#tests/lib/calendar/half-days.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const on = (day: string, from: string, to: string, placeName: string): Seen =>
  redact(
    halfDay({ id: `${day}-${from}`, localDate: day, placeName, span: { start: at(from, day), end: at(to, day) } }),
    "counts",
    at("8:00"),
  )!;
const days = weekOf("2026-11-23", [
  on("2026-11-23", "14:00", "17:00", "Hautepierre"),
  on("2026-11-26", "9:00", "12:00", "Neuhof"),
]);

test("the sheet has a column a day and a row a half, named for who hears it read", () => {
  shown(<WeekTable days={days} today="2026-11-24" />);
  expect(screen.getAllByRole("columnheader").map((header) => header.textContent)).toEqual([
    "lundi 23 novembre",
    "mardi 24 novembreaujourd’hui",
    "mercredi 25 novembre",
    "jeudi 26 novembre",
    "vendredi 27 novembre",
  ]);
  const [morning, afternoon] = screen.getAllByRole("rowheader").map((header) => header.closest("tr")!);
  expect(within(morning!).getByText("Neuhof").closest("td")).toBe(within(morning!).getAllByRole("cell")[3]);
  expect(within(afternoon!).getByText("Hautepierre").closest("td")).toBe(within(afternoon!).getAllByRole("cell")[0]);
});

test("the list of a phone says of an empty day that it is empty", () => {
  shown(<WeekList days={days} today="2026-11-24" />);
  const thursday = screen.getByRole("region", { name: /jeudi 26 novembre/ });
  expect(within(thursday).getByRole("link").textContent).toContain("Neuhof");
  expect(
    within(screen.getByRole("region", { name: /mardi 24 novembre\s*, aujourd’hui/ })).getByText("Rien ce jour."),
  ).toBeTruthy();
});

test("one week back, one week ahead, and home again when one is elsewhere", () => {
  const { text } = shown(<WeekLinks page="/agenda/x" monday="2026-11-30" thisWeek="2026-11-23" />);
  const to = (name: string) => screen.getByRole("link", { name }).getAttribute("href");
  expect([to("Semaine précédente"), to("Semaine suivante"), to("Cette semaine")]).toEqual([
    "/agenda/x?semaine=2026-11-23",
    "/agenda/x?semaine=2026-12-07",
    "/agenda/x",
  ]);
  expect(text).toContain("Semaine du lundi 30 novembre");
});

test("this week has no link to itself", () => {
  shown(<WeekLinks page="/agenda/x" monday="2026-11-23" thisWeek="2026-11-23" />);
  expect(screen.queryByRole("link", { name: "Cette semaine" })).toBeNull();
});

test("the calendar can be had in four ways, by whole addresses", () => {
  shown(<AddToCalendar feed="https://permanences.example/agenda/abc.ics" />);
  expect((screen.getByLabelText(/Adresse de l’agenda/) as HTMLInputElement).value).toBe(
    "https://permanences.example/agenda/abc.ics",
  );
  const to = (name: RegExp) => screen.getByRole("link", { name, hidden: true }).getAttribute("href");
  expect(to(/cet appareil/)).toBe("webcal://permanences.example/agenda/abc.ics");
  expect(to(/Google/)).toBe(
    "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fpermanences.example%2Fagenda%2Fabc.ics",
  );
  expect(to(/Télécharger/)).toBe("https://permanences.example/agenda/abc.ics");
});
