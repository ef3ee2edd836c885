import { screen } from "@testing-library/react";
import { ManyBookedAtOnce } from "#components/staff/today/many-booked-at-once.tsx";
import { WhatToDoBlock } from "#components/staff/today/what-to-do.tsx";
import { staffingOf } from "#lib/schedule/staffing.ts";
import { instantOf } from "#lib/time/instant.ts";
import type { CoordinatorTasks } from "#lib/booking/coordinator-tasks.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const at = (day: string, hour: string) => instantOf(`${day}T${hour}:00+01:00`);
const halfDay = (id: string, day: string, place: string) => ({
  id,
  localDate: day,
  timeZone: "Europe/Paris",
  span: { start: at(day, "09:00"), end: at(day, "12:00") },
  place: { id: place, name: place },
  status: "scheduled",
  desks: 1,
  seats: [],
  staffing: staffingOf({ start: at(day, "09:00"), end: at(day, "12:00") }, 1, []),
});
const none = { shown: [], count: 0 };
const NOTHING: CoordinatorTasks = {
  today: "2027-03-05",
  short: none,
  toCall: { ...none, people: 0 },
  shut: none,
  cancelled: none,
  toRestore: none,
  posters: 0,
};
const says = (todo: Partial<CoordinatorTasks>) =>
  shown(<WhatToDoBlock todo={{ ...NOTHING, ...todo }} organisation="ville" />).text;
const linkTo = (name: RegExp) => screen.getByRole("link", { name }).getAttribute("href");

test("with nothing to do that is said in one line", () => {
  expect(says({})).toBe("Aujourd’hui et ces sept joursRien à régler, ni aujourd’hui ni ces sept jours.");
  expect(screen.queryByRole("link")).toBeNull();
});

test("a half-day of today says so first, and each leads to the panel that settles it, in its own week", () => {
  const short = { shown: [halfDay("a", "2027-03-05", "Neuhof"), halfDay("b", "2027-03-08", "Meinau")], count: 9 };
  expect(says({ short })).toMatch(
    /9 permanences à compléter.*Aujourd’hui, 9 h – 12 h · Neuhof.*il manque 1 personne.*lundi 8 mars, 9 h – 12 h · Meinau.*Voir les 9/u,
  );
  expect(linkTo(/Neuhof/u)).toBe(
    "/coordination/planning?organisation=ville&semaine=2027-03-01&permanence=a#permanence",
  );
  expect(linkTo(/Meinau/u)).toBe(
    "/coordination/planning?organisation=ville&semaine=2027-03-08&permanence=b#permanence",
  );
});

test("a half-day that is not held says why, in the words of residents, and when it is held instead, and leads to its panel", () => {
  const { staffing: _, ...held } = halfDay("a", "2027-03-09", "Neuhof");
  const movedTo = { permanence: "b", start: at("2027-03-11", "14:00"), timeZone: "Europe/Paris" };
  const cancelled = { shown: [{ ...held, status: "cancelled", why: "Panne de chauffage", movedTo }], count: 1 };
  expect(says({ cancelled })).toMatch(
    /1 permanence annulée.*mardi 9 mars, 9 h – 12 h · Neuhof« Panne de chauffage ».*jeudi 11 mars/u,
  );
  expect(linkTo(/Neuhof/u)).toBe(
    "/coordination/planning?organisation=ville&semaine=2027-03-08&permanence=a#permanence",
  );
  expect(screen.queryByText(/Rien à régler/u)).toBeNull();
});

test("each list of people to be told has its count and leads to whom to call", () => {
  const { id: permanence, localDate, span, timeZone } = halfDay("a", "2027-03-09", "Neuhof");
  const list = { permanence, localDate, span, timeZone, place: "Neuhof", people: 3 };
  const text = says({ toCall: { shown: [list, { ...list, permanence: "b", people: 1 }], count: 2, people: 4 } });
  expect(text).toMatch(/4 personnes à prévenir.*mardi 9 mars.*Neuhof3 personnes à prévenir.*1 personne à prévenir/u);
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/conseiller/permanences/a/a-prevenir",
    "/conseiller/permanences/b/a-prevenir",
  ]);
});

test("closures, half-days to restore and posters are named only where there are some", () => {
  const closure = {
    id: "c",
    timeZone: "Europe/Paris",
    span: { start: at("2027-03-04", "00:00"), end: at("2027-03-06", "00:00") },
    begun: true,
    toDecide: false,
    sentence: "Fuite d’eau",
    mayChange: true,
    place: { id: "p", name: "Médiathèque" },
  };
  const { place: _, ...everywhere } = closure;
  const text = says({
    shut: {
      shown: [
        { ...closure, toDecide: true, decideOn: "2027-03-08" },
        { ...everywhere, id: "d", mayChange: false },
      ],
      count: 2,
    },
    toRestore: { shown: [{ closure: "e", place: "Annexe", halfDays: 2 }], count: 1 },
    posters: 4,
  });
  expect(text).toMatch(
    /2 fermetures.*MédiathèqueÀ décider d’ici le 8 mars 2027.*Tous les lieux.*Fuite d’eau.*à rétablir.*Annexe2 permanences encore annulées.*4 affiches à refaire/u,
  );
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/coordination/fermetures/c",
    "/coordination/fermetures/e",
    "/coordination/lundi?organisation=ville#affiches",
  ]);
  expect(text).not.toMatch(/compléter|prévenir/u);
});

test("what was booked at once stands by its address, with its hours and places, and each address has its button", () => {
  const hour = (id: string, from: string) => ({
    id,
    span: { start: at("2027-03-08", from), end: at("2027-03-08", "12:00") },
    place: "Neuhof",
    timeZone: "Europe/Paris",
  });
  const origins = [
    { origin: "first", appointments: [hour("a", "09:00"), hour("b", "09:30")] },
    { origin: "second", appointments: [hour("c", "10:00")] },
  ];
  const { text } = shown(
    <ManyBookedAtOnce
      many={{ most: 40, origins, shared: ["Médiathèque du Neuhof"] }}
      action="/coordination/annuler-reservations"
      typed={undefined}
      organisation={{ id: "o", slug: "ville" }}
    />,
  );
  expect(text).toMatch(
    /^40 rendez-vous en une heure.*2 rendez-vous depuis la même adresse.*Neuhof, Lundi 8 mars.*de 9 h à 12 h.*Ne sont pas comptés.*Médiathèque du Neuhof\.$/u,
  );
  const cancelling = screen.getByRole<HTMLButtonElement>("button", { name: /Annuler ces 2 rendez.vous/u });
  expect(new FormData(cancelling.form ?? undefined, cancelling).get("origin")).toBe("first");
  expect(screen.getByRole("button", { name: /Annuler ce rendez.vous/u })).toBeTruthy();
});
