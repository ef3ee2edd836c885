import { cleanup, screen, render } from "@testing-library/react";
import { CardChoices } from "#components/queue/card-choices.tsx";
import { cardsAsked } from "#lib/queue/line/cards.ts";
import { NumberCards } from "#components/queue/number-cards.tsx";
import { NumberSlip } from "#components/queue/number-slip.tsx";
import type { Follow } from "#lib/queue/board/board.ts";
import { tr } from "#tests/support/catalogues.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { messages } from "#tests/support/messages.ts";
import "@testing-library/jest-dom";
import { NextIntlClientProvider } from "next-intl";
import { PermanenceToRun } from "#components/queue/permanence-to-run.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";

describe("numbers on paper", () => {
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

  test("one chooses on the page which cards are printed: those of the door, or those that a tablet gives without network", () => {
    inLocale("fr", <CardChoices page="/lieux/neuhof/cartes" shown={cardsAsked(101, 142)} />);
    expect(screen.getByRole("navigation", { name: /^Quelles cartes\s\?$/u })).toHaveTextContent(
      /Sans réseau.*Numéros 101 à 142Numéros 201 à 242$/u,
    );
    const lent = screen.getByRole("link", { name: "Numéros 101 à 142" });
    expect([lent.getAttribute("href"), lent.getAttribute("aria-current")]).toEqual([
      "/lieux/neuhof/cartes?de=101&a=142",
      "page",
    ]);
    expect(screen.getByRole("link", { name: "Numéros 1 à 24" })).not.toHaveAttribute("aria-current");
  });

  test("what is no range of cards is answered with the usual ones", () => {
    const usual = { first: 1, last: 24 };
    expect(cardsAsked(1, 48)).toEqual({ first: 1, last: 48 });
    expect(cardsAsked(201, 240)).toEqual({ first: 201, last: 240 });
    for (const [first, last] of [
      [1, 97],
      [40, 1],
      [0, 9],
      [1, NaN],
      [990, 1000],
      [1.5, 4],
    ] as const)
      expect(cardsAsked(first, last)).toEqual(usual);
  });

  test("the slip says the number, who passes before, and that nobody is added", () => {
    expect(slip({}, ["10 h 30"])).toContain(
      "Avant vous :3 personnes attendentCes rendez-vous peuvent passer avant vous :rendez-vous de 10 h 30",
    );
    expect(slip()).toContain("Personne ne s’ajoute devant vous, sauf priorité, urgence ou choix de l’équipe.");
  });

  test("the slip says who is helped already, and promises nothing once somebody was let past", () => {
    expect(slip({}, ["10 h 30"], 1)).toContain(
      "Avant vous :3 personnes attendent1 personne est avec l’équipeCes rendez-vous peuvent passer avant vous :rendez-vous de 10 h 30",
    );
    expect(slip({ letPast: true })).not.toContain("s’ajoute");
    expect(slip({ withoutNetwork: true })).not.toContain("s’ajoute");
  });

  test("the slip of the first person says that nobody is before them", () => {
    expect(slip({ ahead: { people: 0, appointments: [] } })).toContain("Personne n’est avant vous.");
  });

  test("the slip gives the turn as clock times, since paper does not count down, where to wait, and when it was printed", () => {
    expect(slip({ wait: { state: "range", low: 20, high: 40 } })).toMatch(
      /Votre tour : à peu près entre 10 h et 10 h 20Peut-on finir de vous aider avant 12 h \? Peut-être\.On l’a calculé au moment d’imprimer\. Cela peut changer\.Restez dans la salle : on y appelle votre numéro. Vous voulez sortir \? Dites-le à l’équipe.lundi 7 septembre, 9 h 40$/u,
    );
    expect(slip({ wait: { state: "range", low: 65, high: 105 } })).toContain(
      "Votre tour : à peu près entre 10 h 45 et 11 h 25",
    );
    expect(slip()).not.toMatch(/Votre tour :|calculé/u);
  });

  test("the slip never gives an hour after the closing", () => {
    expect(slip({ wait: { state: "range", low: 65, high: 115 } })).toContain(
      "Votre tour : à peu près entre 10 h 45 et 11 h 35",
    );
    const late = slip({ wait: { state: "range", low: 65, high: 150 } });
    expect(late).toContain("Votre tour : à peu près à partir de 10 h 45, peut-être pas avant 12 h");
    expect(late).toContain("Peut-on finir de vous aider avant 12 h ? Peut-être.");
    expect(slip({ wait: { state: "range", low: 160, high: 220 } })).not.toContain("Votre tour :");
  });

  test("of several appointments the slip names the next while nobody knows the wait", () => {
    expect(slip({}, ["10 h 30", "11 h"])).toContain("rendez-vous de 10 h 30et d’autres rendez-vous, à leur heure");
  });
});

describe("the half-days of a conseiller", () => {
  const at = (time: string): Instant => instantOf(`2026-09-07T${time}:00+02:00`);

  const permanence: Permanence = {
    id: "p1",
    place: "neuhof",
    span: { start: at("09:00"), end: at("12:00") },
    localDate: "2026-09-07",
    timeZone: "Europe/Paris",
    status: "scheduled",
    numbers: "not-yet",
    desks: 2,
    bookableLanes: 1,
    windows: [],
    topics: "every",
  };

  function show(given: Partial<Permanence>, now: string, desk?: number, toTell?: number): void {
    render(
      <NextIntlClientProvider locale="fr" messages={messages.fr}>
        <PermanenceToRun
          permanence={{ ...permanence, ...given }}
          place="Mairie de quartier du Neuhof"
          desk={desk}
          toTell={toTell}
          now={at(now)}
        />
      </NextIntlClientProvider>,
    );
  }

  const link = (): HTMLElement => screen.getByRole("link", { name: /Mairie de quartier du Neuhof/ });

  test("the half-day that begins within the hour is one big tap, with my desk", () => {
    show({}, "08:05", 2);
    expect(link()).toHaveAttribute("href", "/conseiller/permanences/p1");
    expect(link()).toHaveTextContent("lundi 7 septembre, 9 h – 12 hVotre table : 2C’est maintenant");
    expect(link()).toHaveClass("bg-accent");
  });

  test("a later one is a line, not a big tap", () => {
    show({}, "07:55");
    expect(link()).not.toHaveTextContent("C’est maintenant");
    expect(link()).not.toHaveClass("bg-accent");
  });

  test("whom to tell is one tap away, also before the half-day and while it goes on", () => {
    for (const [given, now] of [
      [{}, "07:00"],
      [{}, "08:05"],
      [{ status: "cancelled" }, "08:05"],
    ] as const) {
      show(given, now, 2, 3);
      const tell = screen.getByRole("link", { name: /À prévenir.*3/u });
      expect(tell).toHaveAttribute("href", "/conseiller/permanences/p1/a-prevenir");
      cleanup();
    }
    show({}, "08:05", 2);
    expect(screen.queryByRole("link", { name: /prévenir/u })).toBeNull();
  });

  test("an open one says since when a person confirmed it, also after its hours", () => {
    show({ status: "open", openedAt: at("09:02") }, "12:20");
    expect(link()).toHaveTextContent("ouverte depuis 9 h 02");
    expect(link()).toHaveClass("bg-accent");
  });

  test("one that is closed leads to its summary alone", () => {
    show({ status: "closed" }, "10:00");
    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
      "/conseiller/permanences/p1/bilan",
    ]);
    expect(screen.getByText("terminée")).toBeInTheDocument();
  });

  test("one that is cancelled leads nowhere", () => {
    show({ status: "cancelled" }, "10:00");
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
    expect(screen.getByText("annulée")).toBeInTheDocument();
  });

  test("one that nobody opened is no longer « maintenant » when its hours are over", () => {
    show({}, "12:00");
    expect(link()).not.toHaveTextContent("C’est maintenant");
  });
});
