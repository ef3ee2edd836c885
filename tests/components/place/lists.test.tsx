import { screen } from "@testing-library/react";
import { NothingPlanned } from "#components/place/nothing-now.tsx";
import { PlaceList } from "#components/place/place-list.tsx";
import { WorkshopCard } from "#components/place/workshop-card.tsx";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { at, morning } from "#tests/lib/schedule/mornings.ts";
import { neuhof } from "./half-days.ts";

const place = (name: string, city: string, next?: ReturnType<typeof morning>) => ({
  ...neuhof,
  id: name,
  slug: name.toLowerCase(),
  name,
  city,
  ...(next && { next }),
});
const PLACES = [
  place("Alpha", "Haguenau"),
  place("Beta", "Strasbourg", morning({ day: "2026-11-24" })),
  place("Gamma", "Haguenau"),
  place("Delta", "Strasbourg"),
  place("Omega", "Haguenau", morning()),
];

const headings = (places: typeof PLACES) => {
  const { unmount } = inLocale("fr", <PlaceList places={places} now={at("10:00")} />);
  const read = screen.getAllByRole("heading").map(({ tagName, textContent }) => `${tagName} ${textContent}`);
  unmount();
  return read;
};

test("places stand under their towns, where help is planned before the others", () => {
  expect(headings(PLACES)).toEqual([
    "H2 Permanences prévues",
    "H3 Haguenau",
    "H4 Omega",
    "H3 Strasbourg",
    "H4 Beta",
    "H2 Autres lieux d’aide",
    "H3 Haguenau",
    "H4 Alpha",
    "H4 Gamma",
    "H3 Strasbourg",
    "H4 Delta",
  ]);
});

test("the other places say that nothing is planned there; without them nothing is said", () => {
  const sentence = "Autres lieux d’aidePas de permanence dans les deux prochaines semaines. Appelez avant d’y aller.";
  expect(readIn("fr", <PlaceList places={PLACES} now={at("10:00")} />)).toContain(sentence);
  expect(headings(PLACES.filter(({ next }) => next !== undefined))).not.toContain("H2 Autres lieux d’aide");
  expect(readIn("fr", <PlaceList places={[]} now={at("10:00")} />)).toBe("");
});

test("a place whose half-days are all cancelled says so in a sentence, and leads to the other places", () => {
  expect(readIn("fr", <NothingPlanned cancelled />)).toBe(
    "Les prochaines permanences ici sont annulées.Voir les autres lieux",
  );
  expect(readIn("fr", <NothingPlanned cancelled={false} />)).toBe(
    "Rien n’est prévu ici pendant deux semaines.Voir les autres lieux",
  );
  inLocale("fr", <NothingPlanned cancelled />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/lieux");
});

test("a workshop leads to its place, and says its street and town", () => {
  const card = (
    <WorkshopCard
      title="Mes premiers pas"
      level="debutant"
      place={neuhof}
      span={{ start: at("14:00"), end: at("16:00") }}
      free={3}
    />
  );
  expect(readIn("fr", card)).toContain("Mairie de quartier du Neuhof1 rue, Strasbourg");
  inLocale("ar", card);
  expect(screen.getByRole("link", { name: "Mairie de quartier du Neuhof" }).getAttribute("href")).toBe(
    "/ar/lieux/neuhof",
  );
});
