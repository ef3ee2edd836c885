import { screen } from "@testing-library/react";
import { NumberCards } from "#components/queue/number-cards.tsx";
import { NumberSlip } from "#components/queue/number-slip.tsx";
import type { Follow } from "#lib/queue/board/board.ts";
import tr from "#messages/tr.json";
import { instantOf } from "#lib/time/instant.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";

const follow: Follow = {
  number: 14,
  picture: 13,
  state: "waiting",
  ahead: { people: 3, appointments: [] },
  wait: { state: "unknown" },
  beforeClosing: "maybe",
  letPast: false,
};
const slip = (change: Partial<Follow> = {}, hours: readonly string[] = [], withTeam = 0) =>
  readIn(
    "fr",
    <NumberSlip
      place="Neuhof"
      when="lundi 7 septembre, 9 h 40"
      follow={{ ...follow, ...change }}
      withTeam={withTeam}
      hours={hours}
      asOf={instantOf("2026-09-07T09:40:00+02:00")}
      zone="Europe/Paris"
      end={instantOf("2026-09-07T12:00:00+02:00")}
    />,
  );

test("a card has its number, its picture's word, and the same word in the languages of the place", () => {
  inLocale("fr", <NumberCards place="Neuhof" numbers={[7, 8]} others={[{ locale: "tr", names: tr.pictures }]} />);
  const [seven, eight] = screen.getAllByRole("listitem");
  expect(seven?.textContent).toBe("Neuhof7le poissonbalık");
  expect(eight?.textContent).toContain("le sapin");
  expect(screen.getByText("balık").lang).toBe("tr");
});

test("the twenty-fifth card has the first picture again", () => {
  expect(readIn("fr", <NumberCards place="Neuhof" numbers={[1, 25]} others={[]} />)).toBe(
    "Neuhof1le soleilNeuhof25le soleil",
  );
});

test("the slip says the number, who passes before, and that nobody is added", () => {
  expect(slip({}, ["10 h 30"])).toContain("Avant vous : 3 personnes, peut-être le rendez-vous de 10 h 30.");
  expect(slip()).toContain("Personne ne s’ajoute devant vous, sauf priorité ou urgence.");
});

test("the slip says who is helped already, and promises nothing once somebody was let past", () => {
  expect(slip({}, ["10 h 30"], 1)).toContain(
    "Avant vous : 3 personnes, 1 personne avec l’équipe, peut-être le rendez-vous de 10 h 30.",
  );
  expect(slip({ letPast: true })).not.toContain("s’ajoute");
});

test("the slip of the first person says that nobody is before her", () => {
  expect(slip({ ahead: { people: 0, appointments: [] } })).toContain("Personne n’est avant vous.");
});

test("the slip says on the clock when her turn comes, since paper does not count down, where to wait, and when it was printed", () => {
  expect(slip({ wait: { state: "range", low: 20, high: 40 } })).toMatch(
    /Votre tour : sans doute entre 10 h et 10 h 20Votre tour avant 12 h \? Peut-être\.Restez dans la salle : on y appelle votre numéro. Vous voulez sortir \? Dites-le à l’équipe.lundi 7 septembre, 9 h 40$/u,
  );
  expect(slip({ wait: { state: "range", low: 65, high: 105 } })).toContain(
    "Votre tour : sans doute entre 10 h 45 et 11 h 25",
  );
  expect(slip()).not.toContain("Votre tour :");
});
