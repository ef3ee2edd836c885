import { cleanup, screen, within } from "@testing-library/react";
import { SoonestHours, NoSoonestHour } from "#components/booking/soonest-hours.tsx";
import { SoonestTowns, SoonestWhere } from "#components/booking/soonest-towns.tsx";
import { TopicChoice } from "#components/booking/topic-choice.tsx";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";

const hour = (day: string, time: string, name = "Shadok", city = "Strasbourg"): SoonestHour => {
  const start = instantOf(`${day}T${time}:00+01:00`);
  return {
    permanence: `${name} ${day}`,
    timeZone: "Europe/Paris",
    place: { slug: name.toLowerCase(), name, address: "25 presqu’île Malraux", city },
    span: { start, end: plusMinutes(start, 30) },
  };
};
const HOURS = [
  hour("2026-11-24", "09:00", "Schoelcher"),
  hour("2026-11-24", "10:30", "Schoelcher"),
  hour("2026-11-25", "14:00"),
  hour("2026-11-25", "14:00", "Meinau"),
];
const EVENING = instantOf("2026-11-23T20:00:00+01:00");
const towns = (...names: string[]) => names.map((name) => ({ key: name, name }));
const hrefs = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));
const plain = (text: string | null | undefined) => (text ?? "").replace(/\u00a0/g, " ").replace(/\u2011/g, "-");

test("the first free hour stands alone on top, under its day as the others, with its place, street and town", () => {
  shown(<SoonestHours topic="caf-rsa" hours={HOURS} now={EVENING} />);
  const first = screen.getByRole("region", { name: "Première heure libre" });
  expect(plain(within(first).getByRole("link").textContent)).toBe(
    "mardi 24 novembre. 9 h. Schoelcher. 25 presqu’île Malraux, Strasbourg",
  );
  expect(within(first).getByRole("heading", { level: 3 }).textContent).toBe("mardi 24 novembre");
});

test("an hour of today says what it is worth, an hour of another day does not", () => {
  const worth = "Vous passerez à votre heure, ou après les personnes qui ont déjà un numéro.";
  shown(<SoonestHours topic="caf-rsa" hours={HOURS} now={instantOf("2026-11-24T08:00:00+01:00")} />);
  // Once, although two hours of that day are shown.
  expect(screen.getAllByText(worth)).toHaveLength(1);
  cleanup();
  shown(<SoonestHours topic="caf-rsa" hours={HOURS} now={EVENING} />);
  expect(screen.queryByText(worth)).toBeNull();
});

test("each hour is one link to the booking form of its half-day, with the procedure and the hour chosen", () => {
  shown(<SoonestHours topic="caf-rsa" hours={HOURS} now={EVENING} />);
  expect(hrefs().slice(0, 2)).toEqual([
    "/permanences/Schoelcher 2026-11-24/rendez-vous?demarche=caf-rsa&heure=2026-11-24T09%3A00%3A00%2B01%3A00",
    "/permanences/Schoelcher 2026-11-24/rendez-vous?demarche=caf-rsa&heure=2026-11-24T10%3A30%3A00%2B01%3A00",
  ]);
});

test("the other hours stand under their days, in their order", () => {
  shown(<SoonestHours topic="caf-rsa" hours={HOURS} now={EVENING} />);
  const then = screen.getByRole("region", { name: "Les heures suivantes" });
  expect(
    within(then)
      .getAllByRole("heading", { level: 3 })
      .map(({ textContent }) => textContent),
  ).toEqual(["mardi 24 novembre", "mercredi 25 novembre"]);
  expect(
    within(then)
      .getAllByRole("link")
      .map(({ textContent }) => plain(textContent)),
  ).toEqual(
    [
      "mardi 24 novembre. 10 h 30. Schoelcher.",
      "mercredi 25 novembre. 14 h. Shadok.",
      "mercredi 25 novembre. 14 h. Meinau.",
    ].map((hour) => `${hour} 25 presqu’île Malraux, Strasbourg`),
  );
});

test("a single hour has no list after it", () => {
  shown(<SoonestHours topic="caf-rsa" hours={HOURS.slice(0, 1)} now={EVENING} />);
  expect(screen.queryByText("Les heures suivantes")).toBeNull();
  expect(shown(<SoonestHours topic="caf-rsa" hours={[]} now={EVENING} />).text).toBe("");
});

test("a form that was filled in vain elsewhere goes along to every hour, town and place", () => {
  shown(
    <>
      <SoonestHours topic="caf-rsa" typed="sealed" hours={HOURS} now={EVENING} />
      <SoonestTowns topic="caf-rsa" typed="sealed" towns={towns("Strasbourg", "Erstein")} />
      <SoonestWhere topic="caf-rsa" typed="sealed" town="Haguenau" />
    </>,
  );
  for (const link of screen.getAllByRole("link")) expect(link.getAttribute("href")).toContain("repris=sealed");
});

test("in Arabic the links stay in Arabic, and hours keep their digits", () => {
  inLocale("ar", <SoonestHours topic="caf-rsa" hours={HOURS} now={EVENING} />);
  expect(hrefs()[0]).toMatch(/^\/ar\/permanences\//);
  expect(screen.getByText("9:00")).toBeTruthy();
});

test("a few towns are one touch each, in the order of the alphabet, and keep the procedure", () => {
  shown(<SoonestTowns topic="caf-rsa" towns={towns("Strasbourg", "Erstein", "Épfig")} />);
  expect(screen.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["Épfig", "Erstein", "Strasbourg"]);
  expect(hrefs()[2]).toBe("/rendez-vous?demarche=caf-rsa&ville=Strasbourg");
});

test("a town is asked for by its code, in a link as in the choice of many, and told by its name", () => {
  const two = [
    { key: "97411", name: "Saint-Denis (La Réunion)" },
    { key: "93066", name: "Saint-Denis (Seine-Saint-Denis)" },
  ];
  shown(<SoonestTowns topic="caf-rsa" towns={two} />);
  expect(hrefs()).toEqual(["/rendez-vous?demarche=caf-rsa&ville=97411", "/rendez-vous?demarche=caf-rsa&ville=93066"]);
  cleanup();
  shown(<SoonestTowns topic="caf-rsa" towns={[...two, ...towns(..."ABCDEFGHIJK")]} />);
  const options = screen.getAllByRole<HTMLOptionElement>("option").slice(-2);
  expect(options.map(({ value, text }) => [value, text])).toEqual(two.map(({ key, name }) => [key, name]));
});

test("many towns are a native choice in a plain form that asks this page again", () => {
  const names = Array.from({ length: 13 }, (_, index) => `Ville ${String.fromCharCode(77 - index)}`);
  const { container } = inLocale("tr", <SoonestTowns topic="caf-rsa" towns={towns(...names)} />);
  const form = container.querySelector("form");
  expect([
    form?.method,
    form?.getAttribute("action"),
    form?.querySelector<HTMLInputElement>("[name=demarche]")?.value,
  ]).toEqual(["get", "/tr/rendez-vous", "caf-rsa"]);
  expect(
    within(screen.getByLabelText("Şehir"))
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual(names.toReversed());
  expect(screen.getByRole("button", { name: "Boş saatleri görün" }).getAttribute("type")).toBe("submit");
  expect(screen.queryByRole("link")).toBeNull();
});

test("where hours are looked for is said, with the way to look elsewhere", () => {
  const { text } = shown(<SoonestWhere topic="caf-rsa" town="Haguenau" />);
  expect(text).toBe("Ville choisieHaguenauChanger de ville");
  expect(hrefs()).toEqual(["/rendez-vous?demarche=caf-rsa"]);
  expect(readIn("fr", <SoonestWhere topic="caf-rsa" place="Shadok" />)).toBe(
    "Lieu choisiShadokChercher dans tous les lieux",
  );
});

test("no hour here: hours nearby, whom to call, and coming without", () => {
  const { text } = shown(
    <NoSoonestHour
      why="none"
      topic="caf-rsa"
      elsewhere={{ town: "Haguenau", hours: [hour("2026-11-26", "10:00", "Médiathèque", "Haguenau")] }}
      telephone={<a href="tel:+33353010067">le téléphone</a>}
      now={EVENING}
    />,
  );
  expect(text).toContain("Pas d’heure libre ici dans les quatre prochaines semaines.");
  expect(screen.getByRole("heading", { name: /^Le plus près/ }).textContent).toMatch(/Haguenau$/);
  expect(hrefs()).toEqual([
    "/permanences/Médiathèque 2026-11-26/rendez-vous?demarche=caf-rsa&heure=2026-11-26T10%3A00%3A00%2B01%3A00",
    "tel:+33353010067",
    "/",
  ]);
  expect(text).toContain("Appelez-nous : on cherche avec vous.");
});

test("no hour anywhere: nothing is promised, and there is still somebody to call", () => {
  const text = readIn("fr", <NoSoonestHour why="nothing" telephone={<p>le téléphone</p>} now={EVENING} />);
  expect(text).toMatch(/^Plus de rendez-vous libre pour le moment\./);
  expect(text).toContain("le téléphone");
  expect(text).not.toContain("Le plus près");
});

test("each step asks its own question first; beside a title it is none", () => {
  shown(<SoonestTowns topic="caf-rsa" towns={towns("Strasbourg", "Erstein")} />);
  expect(plain(screen.getByRole("heading", { level: 1 }).textContent)).toBe("Dans quelle ville ?");
  cleanup();
  shown(<TopicChoice heading="h1" topics={[{ key: "caf-rsa" }]} page="/rendez-vous" />);
  expect(plain(screen.getByRole("heading", { level: 1 }).textContent)).toBe("Pour quelle démarche ?");
  cleanup();
  shown(<TopicChoice topics={[{ key: "caf-rsa" }]} page="/rendez-vous" />);
  expect(screen.queryByRole("heading", { level: 1 })).toBeNull();
});

test("a procedure is chosen without losing the town", () => {
  shown(<TopicChoice topics={[{ key: "caf-rsa" }]} page="/rendez-vous?ville=Haguenau" />);
  expect(hrefs()).toEqual(["/rendez-vous?ville=Haguenau&demarche=caf-rsa"]);
});

test.each(["fr", "ar", "tr", "en"] as const)("every sentence of the page is said in %s", (locale) => {
  const text = readIn(
    locale,
    <>
      <SoonestHours topic="caf-rsa" hours={HOURS} now={EVENING} />
      <NoSoonestHour why="none" elsewhere={{ town: "Haguenau", hours: [] }} telephone="" now={EVENING} />
      <NoSoonestHour why="nothing" telephone="" now={EVENING} />
      <SoonestTowns topic="caf-rsa" towns={towns("A")} />
      <SoonestWhere topic="caf-rsa" town="A" />
    </>,
  );
  expect(text).not.toMatch(/booking\.|soonest|\{/);
});
