import { cleanup, screen } from "@testing-library/react";
import { OwnWeek } from "#components/staff/planning/own-week.tsx";
import { instantOf } from "#lib/time/instant.ts";
import type { OwnHalfDay } from "#lib/wire/planned-week.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

afterEach(cleanup);

const halfDay = (change: Partial<OwnHalfDay> = {}): OwnHalfDay => ({
  id: "a1",
  permanence: "p1",
  place: "Neuhof",
  address: "1 rue de l’Exemple, Strasbourg",
  table: 2,
  span: { start: instantOf("2027-03-06T09:00:00+01:00"), end: instantOf("2027-03-06T12:00:00+01:00") },
  timeZone: "Europe/Paris",
  away: false,
  missing: false,
  toTell: 0,
  ...change,
});

test("a half-day at which an absence is noted says so, and one without says nothing of it", () => {
  expect(shown(<OwnWeek halfDays={[halfDay({ away: true, missing: true })]} />).text).toMatch(
    /absence notée.*il manque 1\spersonne/u,
  );
  cleanup();
  expect(shown(<OwnWeek halfDays={[halfDay()]} />).text).not.toMatch(/absence|annulée/u);
});

test("a cancelled half-day stays, struck through, with whom to call and where it is held instead", () => {
  const start = instantOf("2027-03-08T14:00:00+01:00");
  const movedTo = { permanence: "p2", start, timeZone: "Europe/Paris" };
  const { text, container } = shown(
    <OwnWeek halfDays={[halfDay({ cancelled: { movedTo }, away: true, toTell: 2 })]} />,
  );
  expect(text).toContain("annulée");
  expect(text).toContain("Déplacée : lundi 8 mars à 14 h, même adresse.");
  expect(text).not.toContain("absence notée");
  expect(container.querySelector(".line-through")?.textContent).toContain("6 mars");
  const link = screen.getByRole("link", { name: /^À prévenir.: 2, samedi 6 mars, Neuhof$/u });
  expect(link.getAttribute("href")).toBe("/conseiller/permanences/p1/a-prevenir");
});
