import { screen, within } from "@testing-library/react";
import { CasesAside } from "#components/staff/reception/aside.tsx";
import { BookedCard } from "#components/staff/reception/found-card.tsx";
import { ChosenHour, HoursStep } from "#components/staff/reception/hours-step.tsx";
import { PersonStep } from "#components/staff/reception/person-step.tsx";
import { TopicStep } from "#components/staff/reception/topic-step.tsx";
import type { ReceptionCase } from "#lib/booking/reception-case.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const start = instantOf("2026-11-12T09:30:00+01:00");
const now = instantOf("2026-11-09T10:22:00+01:00");
const timeZone = "Europe/Paris";
const place = { slug: "face", name: "FACE Alsace", address: "13 place des Halles", city: "Strasbourg" };
const kept: ReceptionCase = {
  id: "00000000-0000-4000-8000-000000000001",
  since: now,
  organisation: "ville",
  topic: "caf",
  hour: { permanence: "p", start, place: place.name, timeZone, hold: "secret", until: plusMinutes(now, 5) },
  name: "Fatima",
  phone: "06 39",
  language: "tr",
};
const topics = [
  { key: "caf-logement", name: "CAF : aide au logement" },
  { key: "caf-prime", name: "CAF : prime d’activité" },
  { key: "impots", name: "Impôts" },
];

const valueOf = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

test("the first letters of a topic are asked with the focus on them, and every topic is a link", () => {
  shown(<TopicStep slug="ville" topics={topics} typed={undefined} focused />);
  expect(document.activeElement).toBe(screen.getByLabelText("Premières lettres"));
  expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/accueil?organisation=ville&demarche=caf-logement",
    "/accueil?organisation=ville&demarche=caf-prime",
    "/accueil?organisation=ville&demarche=impots",
  ]);
});

test("after letters that several topics have, only those are left, and what was typed stands there", () => {
  const typed = { form: "demarche", fields: { topic: "caf" }, refusals: { topic: "several-topics" } };
  shown(<TopicStep slug="ville" topics={topics} typed={typed} focused={false} />);
  expect(screen.getAllByRole("link").filter((link) => link.getAttribute("href")?.startsWith("/"))).toHaveLength(2);
  expect(valueOf("Premières lettres")).toBe("caf");
});

test("an hour is read out with its day, place and street, and one press holds it", () => {
  const hour = { permanence: "p", timeZone, place, span: { start, end: plusMinutes(start, 45) } };
  const fields = { slug: "ville", topic: "caf" };
  shown(
    <HoursStep hours={[hour]} act="/accueil/tenir" fields={fields} asked={fields} page={0} further ofOne={false} />,
  );
  const button = screen.getByRole("button");
  expect(document.activeElement).toBe(button);
  expect(button.textContent?.replaceAll("\u00a0", " ")).toBe("jeudi 12 novembre9 h 30FACE Alsace13 place des Halles");
  const sent = new FormData(button.closest("form") ?? undefined);
  expect(Object.fromEntries(sent)).toEqual({ ...fields, permanence: "p", startsAt: "2026-11-12T09:30:00+01:00" });
  expect(screen.getByRole("link", { name: "Plus tard" }).getAttribute("href")).toContain("suite=1");
  expect(screen.queryByRole("link", { name: "Revenir aux premières heures" })).toBeNull();
});

test.each([
  [true, /Gardée jusqu’à 10.h.27/u],
  [false, /Plus gardée\. Essayez/u],
])("whether the hour is held is said in words (%s)", (held, words) => {
  shown(<ChosenHour hour={kept.hour!} held={held} change="/accueil" />);
  expect(screen.getByText(words)).toBeDefined();
});

test("Enter in a field of the person books; putting aside and dropping are other buttons of the same form", () => {
  shown(<PersonStep kept={kept} typed={undefined} />);
  expect(document.activeElement).toBe(screen.getByLabelText("Prénom"));
  expect([valueOf("Prénom"), valueOf("Téléphone")]).toEqual(["Fatima", "06 39"]);
  expect(valueOf("Langue des messages")).toBe("tr");
  const [first, aside, drop] = screen.getAllByRole<HTMLButtonElement>("button");
  expect(first?.textContent).toBe("Prendre le rendez‑vous");
  expect(first?.closest("form")?.getAttribute("action")).toBe(`/accueil/prendre?cas=${kept.id}`);
  expect(aside?.getAttribute("formaction")).toBe(`/accueil/garder?cas=${kept.id}`);
  expect(aside?.getAttribute("aria-keyshortcuts")).toBe("F2");
  expect(drop?.getAttribute("formaction")).toBe(`/accueil/abandonner?cas=${kept.id}`);
});

test("cases that wait are told by topic, first name and hour; one key takes up the first", () => {
  const { hour: _, ...without } = kept;
  shown(
    <CasesAside
      cases={[kept, { ...without, id: "2", name: "" }]}
      nameOf={(topic) => topic.toUpperCase()}
      timeZone={timeZone}
      now={plusMinutes(now, 6)}
    />,
  );
  expect(screen.getByRole("heading").textContent).toBe("2 cas mis de côté");
  const [first, second] = screen.getAllByRole("listitem").map((item) => within(item).getByRole("link"));
  expect([first?.getAttribute("aria-keyshortcuts"), second?.getAttribute("aria-keyshortcuts")]).toEqual(["F4", null]);
  expect(screen.getAllByRole("listitem")[0]?.textContent).toMatch(/CAFFatimajeudi 12 novembre à 9.h.30Plus gardée/u);
  expect(screen.getAllByRole("listitem")[1]?.textContent).toMatch(/CAFPas encore d’heure\./u);
});

test("the code is read letter by letter, each with a word, and shown large in two groups", () => {
  const held = {
    id: "a",
    secret: "s",
    code: "K7M4PD",
    state: "booked" as const,
    span: { start, end: plusMinutes(start, 45) },
    timeZone,
    topics: ["caf"],
    createdAt: now,
    bookedAt: now,
    permanence: "p",
    organisation: "o",
    place: { ...place, postalCode: "67000" },
  };
  shown(<BookedCard found={{ ref: "sealed", held }} topics="CAF" slug="ville" />);
  expect(screen.getByText("K, 7, M, 4, P, D")).toBeDefined();
  expect([screen.getByText("K7M"), screen.getByText("4PD")]).toHaveLength(2);
  expect(screen.getByText("K comme kilo · 7 · M comme maison")).toBeDefined();
  expect(screen.getByText("4 · P comme pomme · D comme dimanche")).toBeDefined();
  expect(screen.getByRole("link", { name: /Appel suivant/u }).getAttribute("href")).toBe("/accueil?organisation=ville");
});
